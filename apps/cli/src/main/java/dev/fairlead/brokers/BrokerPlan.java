// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.brokers;

import dev.fairlead.alpaca.AlpacaConfig;
import dev.fairlead.alpaca.AlpacaConfig.Environment;
import dev.fairlead.alpaca.EnvironmentCheck;
import dev.fairlead.brokers.BrokersException.Category;
import dev.fairlead.config.AccountConfig;
import dev.fairlead.config.FairleadConfig;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.paper.PaperBroker;
import dev.fairlead.secrets.Credentials;
import dev.fairlead.secrets.KeyStore;
import dev.fairlead.secrets.StoreKey;
import dev.fairlead.secrets.StoreKeys;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The accounts that a gateway trades with, the primary one first. An account is one of them if the
 * settings name it anywhere. If they name none it is {@code alpaca:main} where its key is found,
 * and the embedded paper broker otherwise. A key in the environment comes before one in the store,
 * the environment's address before the file's, the file's before Alpaca's own.
 *
 * @param remarks what its user may not have meant, a sentence each
 */
public record BrokerPlan(List<AccountPlan> accounts, List<String> remarks) {
  private static final BrokerAccount MAIN = new BrokerAccount(AlpacaConfig.BROKER, "main");

  /** Keeps copies. */
  public BrokerPlan {
    accounts = List.copyOf(accounts);
    remarks = List.copyOf(remarks);
  }

  /**
   * What {@code config} and the environment say.
   *
   * @param stored whose keys are in the store; asked only where that decides something
   * @throws BrokersException where an account has no key, or paper and live contradict each other
   */
  public static BrokerPlan of(
      FairleadConfig config,
      Map<String, String> environment,
      Supplier<? extends Collection<BrokerAccount>> stored) {
    var planner = new Planner(config, new AlpacaVariables(environment), stored);
    List<BrokerAccount> used = planner.used();
    return new BrokerPlan(used.stream().map(planner::plan).toList(), planner.remarks(used));
  }

  private record Planner(
      FairleadConfig config,
      AlpacaVariables variables,
      Supplier<? extends Collection<BrokerAccount>> stored) {

    /** The primary account first, then as routing orders them, the others by name. */
    List<BrokerAccount> used() {
      BrokerAccount primary = config.accounts().primary();
      var named = new TreeSet<>(config.accounts().named());
      List<BrokerAccount> order = config.routing().order();
      named.addAll(order);
      if (named.isEmpty()) {
        named.add(hasKey(MAIN) ? MAIN : AccountSetup.EMBEDDED.account());
      }
      var used = new LinkedHashSet<BrokerAccount>();
      if (primary != null) {
        used.add(primary);
      } else if (order.isEmpty()) {
        used.add(preferred(named));
      }
      used.addAll(order);
      used.addAll(named);
      return List.copyOf(used);
    }

    private static BrokerAccount preferred(TreeSet<BrokerAccount> named) {
      return named.contains(MAIN)
          ? MAIN
          : named.stream()
              .filter(account -> !account.broker().equals(PaperBroker.NAME))
              .findFirst()
              .orElseGet(named::first);
    }

    private boolean hasKey(BrokerAccount account) {
      return hasVariables(account) || stored.get().contains(account);
    }

    private boolean hasVariables(BrokerAccount account) {
      return account.equals(MAIN) && variables.haveKey();
    }

    AccountPlan plan(BrokerAccount account) {
      return account.broker().equals(PaperBroker.NAME)
          ? new AccountPlan.Paper(
              account,
              config.accounts().listed().get(account) instanceof AccountConfig.Paper own
                  ? own
                  : AccountConfig.Paper.DEFAULT)
          : alpaca(account);
    }

    private AccountPlan alpaca(BrokerAccount account) {
      AccountConfig.Alpaca settings =
          config.accounts().listed().get(account) instanceof AccountConfig.Alpaca set
              ? set
              : AccountConfig.Alpaca.DEFAULT;
      Environment environment =
          config.accounts().live().contains(account) ? Environment.LIVE : Environment.PAPER;
      Optional<URI> variable = account.equals(MAIN) ? variables.trading() : Optional.empty();
      URI trading =
          variable.or(() -> Optional.ofNullable(settings.trading())).orElse(environment.trading());
      Optional<String> refusal = EnvironmentCheck.ofAddress(account, environment, trading);
      if (refusal.isPresent()) {
        throw new BrokersException(Category.ENVIRONMENT, refusal.get());
      }
      requireAnother(account, trading);
      return new AccountPlan.Alpaca(account, environment, trading, settings, source(account));
    }

    /** A gateway that is its own broker would send each order to itself. */
    private void requireAnother(BrokerAccount account, URI trading) {
      if (AlpacaConfig.isOfThisMachine(trading) && trading.getPort() == config.port()) {
        throw new BrokersException(
            Category.CONFIG,
            account
                + " is at "
                + trading
                + ", which is this gateway itself: set "
                + AlpacaVariables.BASE_URL
                + " or base-url to Alpaca's address");
      }
    }

    private KeySource source(BrokerAccount account) {
      if (hasVariables(account)) {
        return KeySource.ENVIRONMENT;
      }
      if (stored.get().contains(account)) {
        return KeySource.KEY_STORE;
      }
      String variablesToo =
          account.equals(MAIN)
              ? "set " + AlpacaVariables.KEY_ID + " and " + AlpacaVariables.SECRET + ", or "
              : "";
      throw new BrokersException(
          Category.NO_KEY,
          account + " has no key: " + variablesToo + "type `fairlead secrets set " + account + "`");
    }

    List<String> remarks(List<BrokerAccount> used) {
      var remarks = new ArrayList<String>();
      if (!used.contains(MAIN) && variables.areSet()) {
        remarks.add(
            variables.names() + " set, but " + MAIN + " is not used: the accounts are " + used);
      }
      return remarks;
    }
  }

  /** Whether any key has to come from the store. */
  public boolean needsStore() {
    return !stored().isEmpty();
  }

  private List<BrokerAccount> stored() {
    return accounts.stream()
        .filter(plan ->
            plan instanceof AccountPlan.Alpaca alpaca && alpaca.keys() == KeySource.KEY_STORE)
        .map(AccountPlan::account)
        .toList();
  }

  /**
   * Each account with its key, in the same order; the caller's to close. The store is opened only
   * where a key has to come from it.
   */
  public List<AccountSetup> open(
      Map<String, String> environment, KeyStore store, StoreKeys storeKeys) {
    SortedMap<BrokerAccount, Credentials> opened = new TreeMap<>();
    if (needsStore()) {
      try (StoreKey key = storeKeys.toOpen(store)) {
        opened = store.open(stored(), key);
      }
    }
    try {
      return setups(environment, opened);
    } catch (BrokersException refused) {
      opened.values().forEach(Credentials::close);
      throw refused;
    }
  }

  private List<AccountSetup> setups(
      Map<String, String> environment, SortedMap<BrokerAccount, Credentials> opened) {
    var setups = new ArrayList<AccountSetup>();
    for (AccountPlan plan : accounts) {
      setups.add(
          switch (plan) {
            case AccountPlan.Paper(var account, var own) -> new AccountSetup.Paper(account, own);
            case AccountPlan.Alpaca alpaca -> alpaca.with(key(alpaca, environment, opened));
          });
    }
    return setups;
  }

  private static Credentials key(
      AccountPlan.Alpaca plan,
      Map<String, String> environment,
      SortedMap<BrokerAccount, Credentials> opened) {
    return switch (plan.keys()) {
      case ENVIRONMENT -> new AlpacaVariables(environment).key();
      case KEY_STORE -> {
        Credentials credentials = opened.get(plan.account());
        if (credentials == null) {
          throw new IllegalStateException("the store was not asked for " + plan.account());
        }
        yield credentials;
      }
    };
  }
}
