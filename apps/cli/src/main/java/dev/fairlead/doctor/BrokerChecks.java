// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.doctor;

import dev.fairlead.brokers.AccountPlan;
import dev.fairlead.brokers.AccountSetup;
import dev.fairlead.brokers.BrokerPlan;
import dev.fairlead.brokers.BrokersException;
import dev.fairlead.brokers.KnownAccounts;
import dev.fairlead.config.FairleadConfig;
import dev.fairlead.secrets.KeyStore;
import dev.fairlead.secrets.SecretsException;
import dev.fairlead.secrets.StoreKey;
import dev.fairlead.secrets.StoreKey.Lock;
import dev.fairlead.secrets.StoreKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How each broker account is configured, and where its key comes from; never the key. */
final class BrokerChecks {
  private BrokerChecks() {}

  /** The key store, and an account a line, the primary one first. Nobody is asked anything. */
  static List<Check> of(
      Path data, FairleadConfig config, Map<String, String> environment, StoreKeys keys) {
    var checks = new ArrayList<Check>();
    KeyStore store = KeyStore.in(data);
    checks.add(store(store, keys));
    try {
      BrokerPlan plan = BrokerPlan.of(config, environment, store::accounts);
      plan.remarks().forEach(remark -> checks.add(Check.warn("brokers", remark)));
      KnownAccounts.in(data)
          .remarks(plan.accounts().stream().map(AccountPlan::account).toList())
          .forEach(remark -> checks.add(Check.warn("brokers", remark)));
      Optional<Check> refusal = opened(data, plan, environment, store, keys);
      for (AccountPlan account : plan.accounts()) {
        checks.add(Check.ok(account.account().toString(), account.describe()));
      }
      refusal.ifPresent(checks::add);
    } catch (BrokersException | SecretsException e) {
      checks.add(Check.fail("brokers", String.valueOf(e.getMessage())));
    }
    return checks;
  }

  private static Check store(KeyStore store, StoreKeys keys) {
    try {
      Optional<Lock> lock = store.lock();
      if (lock.isEmpty()) {
        return Check.ok("secrets", "none are kept; `fairlead secrets set` keeps some");
      }
      String holds = "keys of " + store.accounts() + ", locked by " + lock.get();
      Optional<StoreKey> key = keys.atHand(lock.get());
      if (key.isEmpty()) {
        return Check.ok("secrets", holds + "; not opened, as no file of it was named");
      }
      try (StoreKey opener = key.get()) {
        store.open(List.of(), opener);
        return Check.ok("secrets", holds + "; " + opener.from() + " opens it");
      }
    } catch (SecretsException e) {
      return Check.fail("secrets", String.valueOf(e.getMessage()));
    }
  }

  /** Whether the keys fit their accounts, where they can be had without a question. */
  private static Optional<Check> opened(
      Path data, BrokerPlan plan, Map<String, String> environment, KeyStore store, StoreKeys keys) {
    if (plan.needsStore() && store.lock().flatMap(keys::atHand).isEmpty()) {
      return Optional.empty();
    }
    try {
      List<AccountSetup> setups = plan.open(environment, store, keys);
      setups.forEach(AccountSetup::close);
      KnownAccounts.in(data).require(data, setups);
      return Optional.empty();
    } catch (BrokersException | SecretsException e) {
      return Optional.of(Check.fail("brokers", String.valueOf(e.getMessage())));
    }
  }
}
