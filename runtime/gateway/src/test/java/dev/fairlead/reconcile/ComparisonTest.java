// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Quantity;
import dev.fairlead.reconcile.Drift.OfOrder;
import dev.fairlead.reconcile.Drift.OfOrder.Kind;
import dev.fairlead.testkit.Samples;
import dev.fairlead.testkit.ScriptedAccount;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComparisonTest {
  private static final PlacementId OURS = PlacementId.of(1, 1, 1);
  private static final PlacementId THEIRS = new PlacementId("by-hand");
  private static final Symbol AAPL = new Symbol("AAPL");
  private static final BookSide EMPTY = book(Map.of(), "0", "0");

  private final ScriptedAccount broker = new ScriptedAccount();

  private static BookSide book(Map<PlacementId, Placement> live, String shares, String dollars) {
    Quantity units = Quantity.parse(shares);
    return new BookSide(
        live,
        units.isZero() ? Map.of() : Map.of(AAPL, units),
        Map.of(Currency.USD, Money.parse(dollars, Currency.USD)));
  }

  private static Map<PlacementId, Placement> live(PlacementStatus status) {
    Placement placement = ReconcileSamples.placement(OURS, Samples.resting("10"), status);
    return Map.of(OURS, placement);
  }

  private List<Drift> drifts(BookSide before, BookSide after) {
    return new Comparison(before, BrokerSide.ask(broker), after).drifts();
  }

  private List<Drift> drifts(BookSide book) {
    return drifts(book, book);
  }

  @Test
  void whatAgreesIsNoDrift() {
    broker.order(OURS, Samples.resting("10")).holding("AAPL", "5").cash("1000");

    assertThat(drifts(book(live(PlacementStatus.WORKING), "5", "1000"))).isEmpty();
  }

  @Test
  void unitsThatDifferAreTold() {
    broker.holding("AAPL", "5").holding("MSFT", "-2");

    assertThat(drifts(book(Map.of(), "7", "0")))
        .containsExactly(
            new Drift.Units(AAPL, Quantity.of(7), Quantity.of(5), true),
            new Drift.Units(new Symbol("MSFT"), Quantity.ZERO, Quantity.of(-2), false));
  }

  @Test
  void unitsThatTheBrokerDoesNotNameAreHeldByTheBookAlone() {
    assertThat(drifts(book(Map.of(), "7", "0")))
        .containsExactly(new Drift.Units(AAPL, Quantity.of(7), Quantity.ZERO, true));
  }

  @Test
  @DisplayName("F-B21 what an incomplete list leaves out is no drift")
  void whatAnIncompleteListLeavesOutIsNoDrift() {
    broker.leavingOut("page 2 failed");

    assertThat(drifts(book(live(PlacementStatus.WORKING), "7", "0"))).isEmpty();
  }

  @Test
  void whatAnIncompleteListNamesIsHeldAgainstTheBook() {
    broker.holding("AAPL", "5").leavingOut("page 2 failed");

    assertThat(drifts(book(Map.of(), "7", "0"))).hasSize(1);
  }

  @Test
  void whatAgreesWithTheBookOfBeforeOrAfterIsNoDrift() {
    broker.holding("AAPL", "5").cash("500");
    BookSide agrees = book(Map.of(), "5", "500");
    BookSide differs = book(Map.of(), "7", "700");

    assertThat(drifts(agrees, differs)).isEmpty();
    assertThat(drifts(differs, agrees)).isEmpty();
    assertThat(drifts(differs, differs)).hasSize(2);
  }

  @Test
  @DisplayName("I-26 units of what the book neither holds nor has an order for are others'")
  void unitsOfWhatTheBookDoesNotTradeAreOthers() {
    broker.holding("AAPL", "5");

    assertThat(drifts(EMPTY)).singleElement().matches(drift -> !drift.blocks());
    assertThat(drifts(book(live(PlacementStatus.SENT), "0", "0")))
        .singleElement()
        .matches(Drift::blocks);
  }

  @Test
  void cashMayDifferByACent() {
    broker.cash("1000.01");

    assertThat(drifts(book(Map.of(), "0", "1000"))).isEmpty();
    assertThat(drifts(book(Map.of(), "0", "999.99")))
        .containsExactly(
            new Drift.Cash(
                Money.parse("999.99", Currency.USD), Money.parse("1000.01", Currency.USD)));
  }

  @Test
  void anOrderThatTheBrokerDoesNotNameIsGone() {
    assertThat(drifts(book(live(PlacementStatus.WORKING), "0", "0")))
        .containsExactly(new OfOrder(Kind.GONE, OURS, AAPL, Quantity.of(10)));
  }

  @ParameterizedTest
  @EnumSource(
      value = PlacementStatus.class,
      names = {"SENT", "IN_DOUBT", "PENDING_CANCEL", "PENDING_REPLACE"})
  @DisplayName("D-06 what is under way or in doubt is settled by its own protocol")
  void whatIsUnderWayIsNoDrift(PlacementStatus status) {
    assertThat(drifts(book(live(status), "0", "0"))).isEmpty();
  }

  @Test
  void anOrderOfOursThatHasEndedInTheBookIsAliveAtTheBroker() {
    broker.order(OURS, Samples.resting("10"), Samples.bought("e1", "4"));

    assertThat(drifts(EMPTY)).containsExactly(new OfOrder(Kind.ALIVE, OURS, AAPL, Quantity.of(6)));
    assertThat(drifts(EMPTY, book(live(PlacementStatus.SENT), "0", "0"))).isEmpty();
  }

  @Test
  @DisplayName("I-26 an order that is not ours is seen")
  void anOrderThatIsNotOursIsSeen() {
    broker.order(THEIRS, OrderRequest.buy("MSFT", "3").limit("90"));

    assertThat(drifts(EMPTY))
        .containsExactly(new OfOrder(Kind.FOREIGN, THEIRS, new Symbol("MSFT"), Quantity.of(3)));
  }
}
