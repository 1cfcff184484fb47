// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import dev.fairlead.message.OperatorAction.Routing.Failback;
import dev.fairlead.message.OperatorAction.Routing.Rule;
import dev.fairlead.message.OperatorAction.Routing.Scope;
import dev.fairlead.message.OperatorAction.Routing.Share;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Symbol;
import dev.fairlead.routing.RoutingStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The settings of routing, as they are written. */
final class RoutingSection {
  private static final List<String> NAMES = RoutingStrategy.names();

  /** What stands between a strategy and the accounts that it is for. */
  private static final String AT = " at ";

  private static final Kind<String> STRATEGY =
      new Kind<>(String.join(", ", NAMES), NAMES, RoutingSection::strategy);

  /** How long an account that failed may have to be well before it is preferred again. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private static final Duration LONGEST = Duration.ofHours(24);

  /** A rule before it is known what it is for. */
  private record Way(String strategy, List<BrokerAccount> accounts) {}

  private static final Kind<Way> WAY =
      new Kind<>(
          String.join(", ", NAMES)
              + "; with ' at ACCOUNT' after it, and more accounts after commas, for these only",
          NAMES,
          RoutingSection::way);

  private static final Kind<List<BrokerAccount>> ORDER =
      new Kind<>(
          "names of accounts such as alpaca:main, each once, with commas between",
          List.of(),
          RoutingSection::accounts);

  private static final Kind<Integer> WEIGHT = Kind.wholeNumber(1, 1000);

  private static final Kind<Integer> FEES =
      new Kind<>("none, or bps:N with N from 1 to 1000", List.of("none"), RoutingSection::feePpm);

  private static final String BY_HAND = "by-hand";

  private static final Kind<Duration> HOLD = Kind.duration(SHORTEST, LONGEST);

  /** Empty for by hand. */
  private static final Kind<Optional<Duration>> FAILBACK =
      new Kind<>(
          BY_HAND + ", or " + HOLD.allowed(),
          List.of(BY_HAND),
          text -> text.equals(BY_HAND) ? Optional.empty() : Optional.of(HOLD.parse(text)));

  private static final Kind<Integer> SCORE = Kind.wholeNumber(0, 100);

  private static final Kind<AssetClass> ASSET_CLASS = Kind.oneOf(AssetClass.class);

  private final AccountsConfig accounts;
  private final List<Rule> rules = new ArrayList<>();

  private RoutingSection(AccountsConfig accounts) {
    this.accounts = accounts;
  }

  /** What the file says of routing among {@code accounts}. */
  static RoutingConfig read(Section root, AccountsConfig accounts) {
    return new RoutingSection(accounts).read(root.section("routing"));
  }

  private RoutingConfig read(Section section) {
    String strategy = section.value("strategy", STRATEGY, RoutingConfig.DEFAULT.strategy());
    List<BrokerAccount> order = section.value("order", ORDER, List.of());
    requireKnown(section, "order", order);
    BrokerAccount primary = accounts.primary();
    if (primary != null && !order.isEmpty() && !order.getFirst().equals(primary)) {
      section.refuse("order", "must begin with " + primary + ", because that is the primary one");
    }
    rules(section.section("keys"), key -> new Scope.Key(new Principal(key)));
    rules(section.section("symbols"), RoutingSection::symbol);
    rules(section.section("assets"), assets -> new Scope.OfClass(ASSET_CLASS.parse(assets)));
    List<Share> shares = shares(section.section("weights"), section.section("fees"));
    Failback failback = failback(section);
    section.end();
    return new RoutingConfig(strategy, order, rules, shares, failback);
  }

  private static Failback failback(Section section) {
    Optional<Optional<Duration>> hold = section.value("failback", FAILBACK);
    Optional<Integer> score = section.value("failback-score", SCORE);
    Failback.After usual = Failback.USUAL;
    if (hold.filter(Optional::isEmpty).isPresent()) {
      if (score.isPresent()) {
        section.refuse("failback-score", "has no meaning where failback is " + BY_HAND);
      }
      return new Failback.ByHand();
    }
    return new Failback.After(
        hold.flatMap(each -> each).orElse(usual.hold()), score.orElse(usual.score()));
  }

  private void rules(Section section, Function<String, Scope> scopes) {
    for (String name : section.entries().keySet()) {
      Way way = section.value(name, WAY).orElse(null);
      try {
        Scope scope = scopes.apply(name);
        if (way != null) {
          requireKnown(section, name, way.accounts());
          rules.add(new Rule(scope, way.strategy(), way.accounts()));
        }
      } catch (IllegalArgumentException refused) {
        section.refuse(name, String.valueOf(refused.getMessage()));
      }
    }
  }

  private static Scope symbol(String text) {
    if (!Symbol.isWellFormed(text)) {
      throw new IllegalArgumentException("must be a symbol, such as AAPL or BTC/USD");
    }
    return new Scope.OfSymbol(new Symbol(text));
  }

  private List<Share> shares(Section weights, Section fees) {
    var all = new TreeMap<BrokerAccount, Share>();
    for (String name : weights.entries().keySet()) {
      BrokerAccount account = account(weights, name);
      int weight = weights.value(name, WEIGHT, 1);
      if (account != null) {
        all.put(account, new Share(account, weight, 0));
      }
    }
    for (String name : fees.entries().keySet()) {
      BrokerAccount account = account(fees, name);
      int fee = fees.value(name, FEES, 0);
      if (account != null) {
        Share share = all.getOrDefault(account, Share.usual(account));
        all.put(account, new Share(account, share.weight(), fee));
      }
    }
    return List.copyOf(all.values());
  }

  private @Nullable BrokerAccount account(Section section, String name) {
    try {
      BrokerAccount account = AccountsSection.ACCOUNT.parse(name);
      requireKnown(section, name, List.of(account));
      return account;
    } catch (IllegalArgumentException refused) {
      section.refuse(name, String.valueOf(refused.getMessage()));
      return null;
    }
  }

  /** An account that nothing is said of elsewhere is most likely written wrongly. */
  private void requireKnown(Section section, String key, List<BrokerAccount> named) {
    Set<String> known = new LinkedHashSet<>();
    accounts.named().forEach(account -> known.add(account.toString()));
    for (BrokerAccount account : named) {
      if (!known.isEmpty() && !known.contains(account.toString())) {
        String hint = Nearest.hint(account.toString(), known);
        section.refuse(
            key,
            "names "
                + account
                + ", which is not among the accounts"
                + (hint.isEmpty() ? ";" : hint)
                + " allowed: "
                + String.join(", ", known));
      }
    }
  }

  private static String strategy(String text) {
    if (!NAMES.contains(text)) {
      throw new IllegalArgumentException("unknown");
    }
    return text;
  }

  private static Way way(String text) {
    int at = text.indexOf(AT);
    return at < 0
        ? new Way(strategy(text.strip()), List.of())
        : new Way(
            strategy(text.substring(0, at).strip()), accounts(text.substring(at + AT.length())));
  }

  private static List<BrokerAccount> accounts(String text) {
    List<BrokerAccount> all =
        Arrays.stream(text.split(",", -1)).map(String::strip).map(BrokerAccount::parse).toList();
    if (Set.copyOf(new LinkedHashSet<>(all)).size() < all.size()) {
      throw new IllegalArgumentException("twice");
    }
    return all;
  }

  private static int feePpm(String text) {
    if (text.equals("none")) {
      return 0;
    }
    if (!text.startsWith("bps:")) {
      throw new IllegalArgumentException("unknown");
    }
    int bps = Integer.parseInt(text.substring("bps:".length()));
    if (bps < 1 || bps > 1000) {
      throw new IllegalArgumentException("out of range");
    }
    return 100 * bps;
  }
}
