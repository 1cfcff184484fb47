// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.state;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Int128;
import dev.fairlead.money.Notional;
import dev.fairlead.state.AccountTotals.Traded;
import dev.fairlead.state.EngineState.BookedFill;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts orders and executions as they are put into a book. What comes in place of something is
 * counted instead of it, so that the sums are always those of what the book holds. Not thread-safe.
 */
public final class Totals {
  private static final Int128 MOST =
      Int128.of(BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE));

  private final Map<BrokerAccount, Sums> accounts = new LinkedHashMap<>();

  /** Nothing counted yet. */
  public Totals() {}

  /** An order came, or came in place of what it was {@code before}. */
  public void put(@Nullable Order before, Order after) {
    if (before != null) {
      // Most news leaves an order where it is.
      if (before.status() == after.status() && before.account().equals(after.account())) {
        return;
      }
      sums(before.account()).at(before.status()).value--;
    }
    sums(after.account()).at(after.status()).value++;
  }

  /** An execution came, or a newer revision in place of {@code before}, or its end. */
  public void put(@Nullable BookedFill before, BookedFill after) {
    if (before != null && !before.busted()) {
      sums(before.account()).add(before.fill(), -1);
    }
    if (!after.busted()) {
      sums(after.account()).add(after.fill(), 1);
    }
  }

  private Sums sums(BrokerAccount account) {
    return accounts.computeIfAbsent(account, _ -> new Sums());
  }

  /** The totals of every account that anything was counted for, as they stand. */
  public List<AccountTotals> totals() {
    return accounts.entrySet().stream().map(each -> each.getValue().totals(each.getKey())).toList();
  }

  /** One account's. */
  private static final class Sums {
    private final Map<OrderStatus, Count> orders = new EnumMap<>(OrderStatus.class);
    private final TreeMap<Currency, Turnover> traded = new TreeMap<>();
    private long trades;

    Count at(OrderStatus status) {
      return orders.computeIfAbsent(status, _ -> new Count());
    }

    void add(Fill fill, int sign) {
      trades += sign;
      traded
          .computeIfAbsent(fill.fee().currency(), _ -> new Turnover())
          .add(fill.value().atto(), Notional.of(fill.fee()).atto(), sign);
    }

    AccountTotals totals(BrokerAccount account) {
      Map<OrderStatus, Long> byStatus = new EnumMap<>(OrderStatus.class);
      for (OrderStatus status : OrderStatus.values()) {
        byStatus.put(status, at(status).value);
      }
      List<Traded> byCurrency =
          traded.entrySet().stream().map(each -> each.getValue().traded(each.getKey())).toList();
      return new AccountTotals(account, byStatus, trades, byCurrency);
    }
  }

  /** How many orders stand at one status. */
  private static final class Count {
    private long value;
  }

  /** What one account traded in one currency. */
  private static final class Turnover {
    private Int128 volume = Int128.ZERO;
    private Int128 commission = Int128.ZERO;

    void add(Int128 value, Int128 fee, int sign) {
      volume = sum(volume, sign < 0 ? value.negate() : value);
      commission = sum(commission, sign < 0 ? fee.negate() : fee);
    }

    /** Counting stops nothing: beyond what the number holds, it is the most that it does. */
    private static Int128 sum(Int128 a, Int128 b) {
      try {
        return a.plus(b);
      } catch (ArithmeticException beyond) {
        return MOST;
      }
    }

    Traded traded(Currency currency) {
      return new Traded(currency, new Notional(volume), new Notional(commission));
    }
  }
}
