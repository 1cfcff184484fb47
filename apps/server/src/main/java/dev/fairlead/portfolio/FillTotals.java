// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.portfolio;

import dev.fairlead.model.Fill;
import dev.fairlead.model.Side;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Quantity;
import dev.fairlead.store.StoredFill;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What executions come to, for each day, account or symbol; for each currency always, because two
 * cannot be added up. Sums are exact and rounded once. Used by one thread.
 */
final class FillTotals {
  /** What is told apart. */
  enum By {
    DAY,
    ACCOUNT,
    SYMBOL
  }

  /** An empty text for what is not told apart. */
  private record Key(String day, String account, String symbol, Currency currency)
      implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::day)
            .thenComparing(Key::account)
            .thenComparing(Key::symbol)
            .thenComparing(Key::currency);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** What there is so far of one key. */
  private record Sum(
      long fills, Quantity bought, Quantity sold, Notional paid, Notional got, Money fees) {
    Sum with(Fill fill) {
      boolean buys = fill.side() == Side.BUY;
      return new Sum(
          fills + 1,
          buys ? bought.plus(fill.quantity()) : bought,
          buys ? sold : sold.plus(fill.quantity()),
          buys ? paid.plus(fill.value()) : paid,
          buys ? got : got.plus(fill.value()),
          fees.plus(fill.fee()));
    }
  }

  /**
   * What some executions come to.
   *
   * @param day {@code 2026-11-27}; null where days are not told apart, as account and symbol
   * @param bought units; null where symbols are not told apart, as sold
   * @param boughtValue what was paid, before fees
   * @param soldValue what was got, before fees
   */
  record Total(
      @Nullable String day,
      @Nullable String account,
      @Nullable String symbol,
      Currency currency,
      long fills,
      @Nullable Quantity bought,
      @Nullable Quantity sold,
      Money boughtValue,
      Money soldValue,
      Money fees) {}

  private final Set<By> by;
  private final ZoneId zone;
  private final Map<Key, Sum> sums = new TreeMap<>();

  /** Days are those of a clock in {@code zone}. */
  FillTotals(Set<By> by, ZoneId zone) {
    this.by = by;
    this.zone = zone;
  }

  void add(StoredFill stored) {
    Fill fill = stored.fill();
    // A fee is in the instrument's currency, and so is the price.
    Currency currency = fill.fee().currency();
    Key key =
        new Key(
            by.contains(By.DAY) ? fill.at().atZone(zone).toLocalDate().toString() : "",
            by.contains(By.ACCOUNT) ? stored.account().toString() : "",
            by.contains(By.SYMBOL) ? fill.symbol().text() : "",
            currency);
    Sum before = sums.get(key);
    Sum none =
        new Sum(
            0, Quantity.ZERO, Quantity.ZERO, Notional.ZERO, Notional.ZERO, Money.zero(currency));
    sums.put(key, (before == null ? none : before).with(fill));
  }

  /** By day, account, symbol and currency. */
  List<Total> all() {
    boolean units = by.contains(By.SYMBOL);
    return sums.entrySet().stream()
        .map(each -> {
          Key key = each.getKey();
          Sum sum = each.getValue();
          return new Total(
              said(key.day()),
              said(key.account()),
              said(key.symbol()),
              key.currency(),
              sum.fills(),
              units ? sum.bought() : null,
              units ? sum.sold() : null,
              sum.paid().toMoney(key.currency(), RoundingMode.HALF_EVEN),
              sum.got().toMoney(key.currency(), RoundingMode.HALF_EVEN),
              sum.fees());
        })
        .toList();
  }

  private static @Nullable String said(String text) {
    return text.isEmpty() ? null : text;
  }
}
