// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.state.AccountTotals;
import dev.fairlead.state.EngineState.BookedFill;
import dev.fairlead.state.Totals;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the scripts cannot say; that totals are those of the book is checked after every script. */
final class TotalsTest {
  private static final BrokerAccount ONE = BrokerAccount.parse("paper:one");
  private static final BrokerAccount TWO = BrokerAccount.parse("paper:two");

  private final Totals totals = new Totals();

  private static BookedFill fill(
      BrokerAccount account, Currency currency, String quantity, String price, String fee) {
    Fill fill =
        new Fill(
            "x1",
            0,
            new Symbol("AAPL"),
            Side.SELL,
            Quantity.parse(quantity),
            Price.parse(price),
            Money.parse(fee, currency),
            Instant.EPOCH);
    return new BookedFill(
        new OrderId(new UUID(0, 1)), PlacementId.of(1, 1, 1), account, fill, false);
  }

  private static BookedFill busted(BookedFill fill) {
    return new BookedFill(fill.order(), fill.placement(), fill.account(), fill.fill(), true);
  }

  private static List<String> lines(AccountTotals totals) {
    return totals.traded().stream()
        .map(each -> each.volume() + " " + each.commission() + " " + each.currency())
        .toList();
  }

  private AccountTotals of(BrokerAccount account) {
    return totals.totals().stream()
        .filter(each -> each.account().equals(account))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void accountsAndCurrenciesAreCountedApart() {
    totals.put(null, fill(ONE, Currency.USD, "10", "1.5", "0.01"));
    totals.put(null, fill(ONE, Currency.INR, "1", "3000", "20"));
    totals.put(null, fill(ONE, Currency.USD, "0.5", "3", "0"));
    totals.put(null, fill(TWO, Currency.USD, "1", "1", "0"));
    assertThat(of(ONE).trades()).isEqualTo(3);
    assertThat(lines(of(ONE))).containsExactly("3000 20 INR", "16.5 0.01 USD");
    assertThat(of(TWO).trades()).isEqualTo(1);
    assertThat(lines(of(TWO))).containsExactly("1 0 USD");
  }

  @Test
  @DisplayName("I-23 a correction counts in place of what it corrects, a bust counts no more")
  void revisionsCountInPlaceOfWhatTheyRevise() {
    BookedFill first = fill(ONE, Currency.USD, "10", "1.5", "0.01");
    BookedFill corrected = fill(ONE, Currency.USD, "8", "1.5", "0.02");
    totals.put(null, first);
    totals.put(first, corrected);
    assertThat(of(ONE).trades()).isEqualTo(1);
    assertThat(lines(of(ONE))).containsExactly("12 0.02 USD");
    totals.put(corrected, busted(corrected));
    assertThat(of(ONE).trades()).isZero();
    assertThat(lines(of(ONE))).containsExactly("0 0 USD");
    totals.put(busted(corrected), busted(corrected));
    assertThat(of(ONE).trades()).isZero();
  }

  @Test
  @DisplayName("F-T11 more than the number holds is the most that it does, and stops nothing")
  void moreThanTheNumberHoldsIsTheMost() {
    BookedFill most = fill(ONE, Currency.USD, "9223372036", "9223372036", "0");
    for (int i = 0; i < 5; i++) {
      totals.put(null, most);
    }
    assertThat(of(ONE).trades()).isEqualTo(5);
    assertThat(lines(of(ONE)).getFirst()).startsWith("170141183460469231731.68");
  }

  @Test
  void anAccountWithoutOrdersHasEveryStatusAtZero() {
    assertThat(totals.totals()).isEmpty();
    AccountTotals none = AccountTotals.none(ONE);
    assertThat(none.orders()).containsOnlyKeys(OrderStatus.values());
    assertThat(none.orders().values()).containsOnly(0L);
  }
}
