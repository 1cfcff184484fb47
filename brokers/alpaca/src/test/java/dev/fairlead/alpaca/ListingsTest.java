// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.AccountBook;
import dev.fairlead.broker.AccountBook.KnownFill;
import dev.fairlead.broker.AccountBook.KnownOrder;
import dev.fairlead.broker.Told;
import dev.fairlead.model.PlacementId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The account as it is asked for, page by page. */
final class ListingsTest {
  private final FakeAlpaca alpaca = new FakeAlpaca();
  private final LinkRig rig = LinkRig.up(alpaca);
  private final AccountBook book = rig.link.book().orElseThrow();

  @AfterEach
  void close() {
    rig.close();
    alpaca.close();
  }

  /** Orders of somebody's, two in each millisecond. */
  private void placed(int count) {
    Instant start = Instant.parse("2026-01-02T15:00:00Z");
    for (int i = 0; i < count; i++) {
      String id = alpaca.order("order of " + i, "AAPL", "1");
      alpaca.raw(id).put("submitted_at", start.plusMillis(i / 2).toString());
    }
  }

  @Test
  void manyOrdersComeInPagesEachOnce() {
    placed(1_203);
    Told<List<KnownOrder>> told = book.orders(Instant.EPOCH);
    assertThat(told.gap()).isEmpty();
    assertThat(told.value()).extracting(KnownOrder::id).hasSize(1_203).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("F-B21 a page that fails leaves a gap, and what came is kept")
  void aPageThatFailsLeavesAGap() {
    placed(600);
    for (int i = 0; i < 3; i++) {
      alpaca.next(
          "GET /v2/orders?status=all&limit=500&direction=asc&nested=false&after=2", 502, "");
    }
    Told<List<KnownOrder>> told = book.orders(Instant.EPOCH);
    assertThat(told.isComplete()).isFalse();
    assertThat(told.gap().orElseThrow()).contains("502");
    assertThat(told.value()).hasSize(500);
  }

  @Test
  @DisplayName("F-B21 more orders of one instant than a page holds are a gap, and not a loop")
  void aPageThatLeadsNoFurtherIsAGap() {
    for (int i = 0; i < 600; i++) {
      alpaca.raw(alpaca.order("o" + i, "AAPL", "1")).put("submitted_at", "2026-01-02T15:00:00Z");
    }
    assertThat(book.orders(Instant.EPOCH).gap().orElseThrow()).contains("no further");
  }

  @Test
  void manyFillsComeInPagesEachOnce() {
    String name = alpaca.order("mine", "AAPL", "1000");
    for (int i = 0; i < 250; i++) {
      alpaca.fill(name, "1", "99");
    }
    Told<List<KnownFill>> told = book.fills(Instant.EPOCH);
    assertThat(told.isComplete()).isTrue();
    assertThat(told.value())
        .hasSize(250)
        .allMatch(fill -> fill.brokerOrderId().equals(name))
        .extracting(fill -> fill.fill().executionId())
        .doesNotHaveDuplicates()
        .contains(name + ":1", name + ":250");
  }

  @Test
  void aPairHasItsSlashInEveryList() {
    String name = alpaca.order("mine", "BTC/USD", "1");
    alpaca.fill(name, "1", "60000");
    assertThat(book.fills(Instant.EPOCH).value())
        .singleElement()
        .satisfies(fill -> assertThat(fill.fill().symbol().text()).isEqualTo("BTC/USD"));
  }

  @Test
  void theAccountIsToldWithWhatBlocksIt() {
    alpaca.account(FakeReplies.account("PA3ABCDEFGHI", "acc-1").put("trading_blocked", true));
    assertThat(book.account().value().orElseThrow())
        .satisfies(state -> {
          assertThat(state.cash()).hasToString("100000 USD");
          assertThat(state.multiplier()).isEqualTo(2);
          assertThat(state.blocked()).contains("trading_blocked");
        });
    for (int i = 0; i < 3; i++) {
      alpaca.next("GET /v2/account", 500, "{}");
    }
    assertThat(book.account().isComplete()).isFalse();
    assertThat(book.account().value()).isPresent();
  }

  @Test
  void holdingsHaveTheSignOfTheirSide() {
    alpaca.holds("AAPL", "5", "450.5");
    alpaca.holds("MSFT", "-2", "800");
    assertThat(book.holdings().value())
        .extracting(held -> held.symbol() + " " + held.quantity() + " " + held.cost())
        .containsExactly("AAPL 5 450.5", "MSFT -2 -800");
  }

  @Test
  void openOrdersAreOursByTheirPlacementAndOthersByTheirOwnId() {
    PlacementId ours = LinkRig.id(1);
    rig.place(ours);
    alpaca.order("by-hand", "MSFT", "3");
    assertThat(book.openOrders().value())
        .extracting(order -> order.id() + " " + order.isOurs())
        .containsExactly(ours + " true", "by-hand false");
  }

  /** Pairs that are not paid in dollars are not: no figure of the account could count them. */
  @Test
  void sharesAndPairsInDollarsAreListed() {
    assertThat(book.instruments().value())
        .extracting(instrument -> instrument.symbol().text())
        .containsExactly("AAPL", "MSFT", "OTCX", "BTC/USD");
  }
}
