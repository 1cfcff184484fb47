// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Int128;
import dev.fairlead.money.Notional;
import dev.fairlead.state.AccountTotals;
import dev.fairlead.state.AccountTotals.Traded;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.EngineState.BookedFill;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;

/** Counts a state's orders and executions one by one, and compares with what was kept counted. */
final class TotalsAudit {
  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);

  private TotalsAudit() {}

  static void check(List<AccountTotals> totals, EngineState state) {
    assertThat(totals.stream().map(AccountTotals::account))
        .containsAll(state.orders().stream().map(order -> order.account()).toList())
        .containsAll(state.fills().stream().map(BookedFill::account).toList())
        .doesNotHaveDuplicates();
    totals.forEach(each -> check(each, state));
  }

  private static void check(AccountTotals totals, EngineState state) {
    BrokerAccount account = totals.account();
    for (OrderStatus status : OrderStatus.values()) {
      assertThat(totals.orders(status))
          .as("%s orders at %s", account, status)
          .isEqualTo(
              state.orders().stream()
                  .filter(order -> order.account().equals(account) && order.status() == status)
                  .count());
    }
    List<Fill> effective =
        state.fills().stream()
            .filter(booked -> booked.account().equals(account) && !booked.busted())
            .map(BookedFill::fill)
            .toList();
    assertThat(totals.trades()).as("trades of %s", account).isEqualTo(effective.size());
    for (Traded traded : totals.traded()) {
      assertThat(traded.volume())
          .isEqualTo(sum(effective, traded.currency(), fill -> fill.value()));
      assertThat(traded.commission())
          .isEqualTo(sum(effective, traded.currency(), fill -> Notional.of(fill.fee())));
    }
    assertThat(totals.traded().stream().map(Traded::currency))
        .containsAll(effective.stream().map(fill -> fill.fee().currency()).toList())
        .isSorted();
  }

  private static Notional sum(List<Fill> fills, Currency currency, Function<Fill, Notional> part) {
    BigInteger sum =
        fills.stream()
            .filter(fill -> fill.fee().currency().equals(currency))
            .map(fill -> part.apply(fill).atto().toBigInteger())
            .reduce(BigInteger.ZERO, BigInteger::add);
    return new Notional(Int128.of(sum.min(MOST)));
  }
}
