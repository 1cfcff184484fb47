// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.onebook;

import dev.fairlead.broker.MarketData;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Position;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.onebook.Consolidated.InBase;
import dev.fairlead.onebook.Consolidated.OfAccount;
import dev.fairlead.reconcile.Reconcilers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What all broker accounts hold and have, at one moment of the book and at the newest prices. Its
 * figures do not change; ask for another book for newer ones.
 */
public final class OneBook {
  private final List<BrokerAccount> accounts;
  private final List<Holding> holdings;
  private final List<Balance> balances;
  private final Function<Symbol, Optional<Quote>> quotes;
  private final Valuing valuing;

  /**
   * The book as the engine has it between two inputs.
   *
   * @param accounts all of them, in their order
   * @param positions and {@code balances} of the same moment
   * @param marks what a unit is worth now
   * @param quotes the newest quote of a pair of currencies
   */
  public OneBook(
      List<BrokerAccount> accounts,
      List<Position> positions,
      List<Balance> balances,
      Function<Symbol, Optional<Mark>> marks,
      Function<Symbol, Optional<Quote>> quotes,
      Valuing valuing) {
    this.accounts = List.copyOf(accounts);
    this.balances = List.copyOf(balances);
    this.quotes = quotes;
    this.valuing = valuing;
    // Once for each symbol, so that all accounts' figures rest on the same price.
    Map<Symbol, Optional<Mark>> seen = new HashMap<>();
    List<Holding> all = new ArrayList<>();
    for (Position position : positions) {
      Optional<Mark> mark =
          position.isFlat() ? Optional.empty() : seen.computeIfAbsent(position.symbol(), marks);
      all.add(Holding.of(position, mark));
    }
    holdings = List.copyOf(all);
  }

  /** The book as {@code engine} has it, at the newest prices of {@code markets}. May wait. */
  public static OneBook of(
      List<BrokerAccount> accounts,
      Reconcilers.Looking engine,
      MarketData markets,
      Valuing valuing) {
    Kept kept = engine.look(now -> new Kept(now.positions(), now.balances()));
    return new OneBook(
        accounts,
        kept.positions(),
        kept.balances(),
        symbol -> mark(markets, symbol),
        markets::quote,
        valuing);
  }

  /** Both of one moment. */
  private record Kept(List<Position> positions, List<Balance> balances) {}

  private static Optional<Mark> mark(MarketData markets, Symbol symbol) {
    return markets
        .quote(symbol)
        .map(quote -> new Mark(quote.mid(), quote.at()))
        .or(() -> markets.trade(symbol).map(trade -> new Mark(trade.price(), trade.at())));
  }

  /** What each account holds, in the book's order; what is flat is left out. */
  public List<Holding> holdings() {
    return holdings.stream().filter(holding -> !holding.isFlat()).toList();
  }

  /** What all accounts hold together, by symbol. */
  public List<NetHolding> net() {
    return NetHolding.of(holdings);
  }

  /** What all holdings come to, by currency. */
  public List<Gain> gains() {
    return Gain.of(holdings);
  }

  /** What those of one account come to, by currency. */
  public List<Gain> gains(BrokerAccount account) {
    return Gain.of(holdings.stream().filter(each -> each.account().equals(account)).toList());
  }

  public List<BrokerAccount> accounts() {
    return accounts;
  }

  /** The money of all accounts. */
  public Consolidated account() {
    List<OfAccount> each = accounts.stream().map(this::of).toList();
    Map<Currency, Funds> byCurrency = new TreeMap<>();
    each.forEach(one ->
        one.funds().forEach(funds -> byCurrency.merge(funds.currency(), funds, Funds::plus)));
    List<Funds> all = List.copyOf(byCurrency.values());
    return new Consolidated(each, all, valuing.base().map(base -> inBase(base, all)));
  }

  private OfAccount of(BrokerAccount account) {
    return new OfAccount(
        account,
        balances.stream()
            .filter(balance -> balance.account().equals(account))
            .map(balance -> Funds.of(balance, held(account, balance.cash().currency())))
            .toList());
  }

  private List<Holding> held(BrokerAccount account, Currency currency) {
    return holdings.stream()
        .filter(each -> each.account().equals(account) && each.currency().equals(currency))
        .toList();
  }

  private InBase inBase(Currency base, List<Funds> all) {
    Money nothing = Money.zero(base);
    Funds total = new Funds(base, nothing, nothing, nothing, nothing, nothing, nothing, 0);
    List<Rate> rates = new ArrayList<>();
    List<Funds> apart = new ArrayList<>();
    for (Funds funds : all) {
      if (funds.currency().equals(base)) {
        total = total.plus(funds);
        continue;
      }
      Optional<Rate> rate = valuing.rate(funds.currency(), quotes);
      if (rate.isPresent()) {
        rates.add(rate.get());
        total = total.plus(funds.at(rate.get()));
      } else {
        apart.add(funds);
      }
    }
    return new InBase(base, total, List.copyOf(rates), List.copyOf(apart));
  }
}
