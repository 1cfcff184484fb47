// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import dev.fairlead.alpaca.AlpacaConfig;
import dev.fairlead.alpacafeed.StockFeed;
import dev.fairlead.doubt.DoubtPolicy;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.paper.PaperBroker;
import dev.fairlead.venue.VenueModels;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The settings of broker accounts, as they are written. */
final class AccountsSection {
  /** Brokers that there are adapters of. */
  private static final List<String> BROKERS = List.of(AlpacaConfig.BROKER, PaperBroker.NAME);

  private static final String ALLOWED =
      "broker:name with a broker of " + String.join(", ", BROKERS) + ", such as alpaca:main";

  static final Kind<BrokerAccount> ACCOUNT =
      new Kind<>(ALLOWED, List.of("alpaca:main", "paper:main"), AccountsSection::account);

  static final Kind<SortedSet<BrokerAccount>> LIVE =
      new Kind<>(
          "the names of accounts at "
              + AlpacaConfig.BROKER
              + " that may trade with real money, with commas between",
          List.of("alpaca:main"),
          AccountsSection::live);

  private static final Kind<URI> ADDRESS =
      new Kind<>(
          "an address such as https://paper-api.alpaca.markets, and http:// on this machine only",
          List.of(),
          AlpacaConfig::address);

  private static final Kind<URI> STREAM =
      new Kind<>(
          "an address such as wss://stream.data.alpaca.markets, and ws:// on this machine only",
          List.of(),
          AlpacaConfig::streamAddress);

  /** Whether it ends a doubt that an account has not got an order, where that is a proof. */
  private enum Absence {
    RELEASES,
    NEVER_RELEASES
  }

  private static final Kind<Absence> ABSENCE = Kind.oneOf(Absence.class);

  private static final Kind<Duration> CLOSING =
      Kind.duration(Duration.ofMinutes(10), Duration.ofDays(30));

  private static final Kind<StockFeed> FEED = Kind.oneOf(StockFeed.class);
  private static final Kind<MarketEncoding> ENCODING = Kind.oneOf(MarketEncoding.class);

  /** What people may call a key. None of it is read from a file. */
  private static final List<String> SECRETS =
      List.of("key", "key-id", "api-key", "secret", "secret-key", "api-secret", "password");

  private AccountsSection() {}

  static AccountsConfig read(Section root, VenueModels general) {
    Section section = root.section("accounts");
    var listed = new TreeMap<BrokerAccount, AccountConfig>();
    var doubts = new TreeMap<BrokerAccount, DoubtPolicy>();
    for (String name : section.entries().keySet()) {
      Section one = section.sectionOrNothing(name);
      try {
        BrokerAccount account = ACCOUNT.parse(name);
        DoubtPolicy policy = policy(one);
        if (!policy.equals(DoubtPolicy.USUAL)) {
          doubts.put(account, policy);
        }
        listed.put(account, config(account, one, general));
      } catch (IllegalArgumentException refused) {
        section.refuse(name, String.valueOf(refused.getMessage()));
      }
    }
    return new AccountsConfig(
        root.value("primary", ACCOUNT).orElse(null),
        root.value("live", LIVE, Collections.emptySortedSet()),
        listed,
        doubts);
  }

  private static DoubtPolicy policy(Section section) {
    return new DoubtPolicy(
        section.value("absence", ABSENCE, Absence.RELEASES) == Absence.NEVER_RELEASES,
        section.value("close-absent-after", CLOSING).orElse(null));
  }

  private static AccountConfig config(BrokerAccount account, Section section, VenueModels general) {
    AccountConfig read;
    if (account.broker().equals(PaperBroker.NAME)) {
      read = PaperSection.account(section, general);
    } else {
      refuseSecrets(account, section);
      read =
          new AccountConfig.Alpaca(
              section.value("base-url", ADDRESS).orElse(null),
              section.value("data-url", ADDRESS).orElse(null),
              section.value("trade-stream-url", STREAM).orElse(null),
              section.value("market-stream-url", STREAM).orElse(null),
              section.value("market-feed", FEED, StockFeed.IEX),
              section.value("market-encoding", ENCODING, MarketEncoding.JSON),
              section.value("trading-limits", RequestLimits.KIND).orElse(null),
              section.value("data-limits", RequestLimits.KIND).orElse(null));
    }
    section.end();
    return read;
  }

  /** A key in a file would be kept in clear text, and be copied with it (S-21). */
  private static void refuseSecrets(BrokerAccount account, Section section) {
    for (String key : section.entries().keySet()) {
      if (SECRETS.contains(key.toLowerCase(Locale.ROOT).replace('_', '-'))) {
        section.forbid(
            key,
            "is not allowed: no key belongs into this file; take it out, and type"
                + " `fairlead secrets set "
                + account
                + "`");
      }
    }
  }

  private static BrokerAccount account(String text) {
    BrokerAccount account = BrokerAccount.parse(text);
    if (!BROKERS.contains(account.broker())) {
      throw new IllegalArgumentException("unknown broker");
    }
    return account;
  }

  private static SortedSet<BrokerAccount> live(String text) {
    var accounts = new TreeSet<BrokerAccount>();
    Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .map(BrokerAccount::parse)
        .forEach(accounts::add);
    Optional<BrokerAccount> other =
        accounts.stream().filter(one -> !one.broker().equals(AlpacaConfig.BROKER)).findFirst();
    if (other.isPresent()) {
      throw new IllegalArgumentException("no real money there");
    }
    return accounts;
  }
}
