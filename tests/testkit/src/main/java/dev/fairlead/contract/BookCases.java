// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.AccountBook;
import dev.fairlead.broker.AccountBook.AccountState;
import dev.fairlead.broker.AccountBook.Holding;
import dev.fairlead.broker.AccountBook.KnownFill;
import dev.fairlead.broker.AccountBook.KnownOrder;
import dev.fairlead.broker.Told;
import dev.fairlead.contract.Directive.Feature;
import dev.fairlead.contract.Directive.Happening;
import dev.fairlead.contract.Directive.Weather;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.OrderNews.Found.State;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.PlacementId;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.opentest4j.TestAbortedException;

/** The account as it is told when it is asked, and whether that was all. */
final class BookCases {
  private static final int CROWD = 1_203;

  private BookCases() {}

  static List<Case> all() {
    return List.of(
        of("C-341", "the account tells its id and its money", BookCases::account).shows("I-27"),
        of("C-342", "an order that rests is on the list of open orders", BookCases::open),
        of("C-343", "an order that has ended is not among the open ones", BookCases::notOpen),
        of("C-344", "ended orders are told since an instant", BookCases::orders)
            .when("tells of ended orders", can -> can.reach().ended()),
        of("C-345", "executions are told since an instant", BookCases::fills)
            .needs(Feature.MEMORY, Happening.FILL),
        of("C-346", "what was bought is held", BookCases::holdings)
            .needs(Feature.MEMORY, Happening.FILL),
        of("C-347", "orders of all pages are told, oldest first", BookCases::pages)
            .shows("F-B21")
            .needs(Feature.CROWD),
        of("C-348", "a list that breaks off says that it has a gap", BookCases::gap)
            .shows("F-B21", "F-B22")
            .needs(Feature.CROWD),
        of("C-349", "what cannot be read is not told as nothing", BookCases::unreachable)
            .shows("F-B21")
            .needs(Feature.MEMORY, Weather.UNREACHABLE),
        of("C-350", "orders of others are told as not ours", BookCases::others)
            .shows("I-26")
            .needs(Feature.OTHERS),
        of("C-351", "money that came is told", BookCases::movements)
            .shows("I-10")
            .needs(Feature.MOVEMENTS),
        of("C-352", "the instruments are those that were listed", BookCases::instruments),
        of("C-353", "an execution is told under the stream's id", BookCases::sameIds)
            .shows("F-B10")
            .needs(Feature.MEMORY, Happening.FILL));
  }

  /** A case for accounts that can be asked. */
  private static Case of(String id, String claim, BiConsumer<Stage, AccountBook> body) {
    return Case.of(
            id,
            claim,
            stage -> {
              Optional<AccountBook> book = stage.link().book();
              if (book.isEmpty()) {
                throw new TestAbortedException("needs an account that can be asked");
              }
              body.accept(stage, book.get());
            })
        .needs(Feature.MEMORY);
  }

  private static <T> T whole(Told<T> told) {
    assertThat(told.gap()).isEmpty();
    return told.value();
  }

  private static void account(Stage stage, AccountBook book) {
    AccountState state = whole(book.account()).orElseThrow();
    assertThat(state.id()).isNotBlank();
    assertThat(state.cash().isPositive()).isTrue();
    assertThat(state.blocked()).isEmpty();
    assertThat(state.multiplier()).isBetween(1, 4);
    assertThat(whole(book.account()).orElseThrow().id()).isEqualTo(state.id());
  }

  private static void open(Stage stage, AccountBook book) {
    PlacementId id = stage.place(stage.resting("10"));
    assertThat(whole(book.openOrders()))
        .filteredOn(order -> order.id().equals(id))
        .singleElement()
        .satisfies(order -> assertThat(order.isOurs()).isTrue())
        .satisfies(order -> assertThat(order.found().state()).isEqualTo(State.WORKING))
        .satisfies(order -> assertThat(order.found().request()).isEqualTo(stage.resting("10")));
  }

  private static PlacementId canceled(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    stage.cancel(id);
    stage.awaitNews(id, OrderNews.Canceled.class);
    return id;
  }

  private static void notOpen(Stage stage, AccountBook book) {
    PlacementId id = canceled(stage);
    assertThat(whole(book.openOrders())).noneMatch(order -> order.id().equals(id));
  }

  private static void orders(Stage stage, AccountBook book) {
    PlacementId first = canceled(stage);
    PlacementId second = stage.place(stage.resting("3"));
    assertThat(whole(book.orders(Instant.EPOCH)))
        .extracting(KnownOrder::id)
        .containsSubsequence(first, second);
    Instant later = stage.far().clock().instant().plusSeconds(60);
    assertThat(whole(book.orders(later))).isEmpty();
  }

  private static void fills(Stage stage, AccountBook book) {
    PlacementId id = stage.bought("10");
    assertThat(whole(book.fills(Instant.EPOCH)))
        .singleElement()
        .satisfies(fill -> assertThat(fill.fill().quantity()).isEqualTo(Quantity.of(10)))
        .satisfies(fill ->
            assertThat(fill.brokerOrderId()).isEqualTo(stage.book().placement(id).brokerOrderId()));
  }

  private static void holdings(Stage stage, AccountBook book) {
    stage.bought("10");
    assertThat(whole(book.holdings()))
        .filteredOn(holding -> holding.symbol().equals(stage.share()))
        .extracting(Holding::quantity)
        .containsExactly(Quantity.of(10));
  }

  private static void pages(Stage stage, AccountBook book) {
    stage.far().crowd(CROWD);
    List<KnownOrder> orders = whole(book.orders(Instant.EPOCH));
    assertThat(orders).hasSize(CROWD);
    assertThat(orders).extracting(KnownOrder::id).doesNotHaveDuplicates();
    assertThat(orders).isSortedAccordingTo(Comparator.comparing(KnownOrder::placedAt));
  }

  private static void gap(Stage stage, AccountBook book) {
    stage.far().crowd(CROWD);
    stage.far().breakNextList();
    Told<List<KnownOrder>> told = book.orders(Instant.EPOCH);
    assertThat(told.isComplete()).isFalse();
    assertThat(told.value()).hasSizeLessThan(CROWD);
    assertThat(told.gap().orElseThrow()).isNotBlank();
  }

  private static void unreachable(Stage stage, AccountBook book) {
    stage.bought("10");
    stage.far().be(Weather.UNREACHABLE);
    assertThat(book.holdings().isComplete()).isFalse();
    assertThat(book.openOrders().isComplete()).isFalse();
    assertThat(book.fills(Instant.EPOCH).isComplete()).isFalse();
    assertThat(book.account().isComplete()).isFalse();
  }

  private static void others(Stage stage, AccountBook book) {
    PlacementId theirs = stage.far().placeElsewhere(stage.resting("10"));
    assertThat(whole(book.openOrders()))
        .filteredOn(order -> order.id().equals(theirs))
        .singleElement()
        .satisfies(order -> assertThat(order.isOurs()).isFalse());
  }

  private static void movements(Stage stage, AccountBook book) {
    Money money = Money.parse("123.45", Currency.USD);
    stage.far().deposit(money);
    assertThat(whole(book.movements(Instant.EPOCH)))
        .extracting(AccountBook.Movement::money)
        .contains(money);
  }

  private static void instruments(Stage stage, AccountBook book) {
    assertThat(whole(book.instruments()))
        .extracting(Instrument::symbol)
        .contains(stage.share())
        .doesNotHaveDuplicates();
  }

  private static void sameIds(Stage stage, AccountBook book) {
    PlacementId id = stage.place(stage.resting("10"));
    stage.far().fill(id, Quantity.of(4), Stage.LOW);
    stage.awaitFilled(id, "4");
    stage.far().fill(id, Quantity.of(6), Stage.LOW);
    stage.awaitFilled(id, "10");
    assertThat(whole(book.fills(Instant.EPOCH)))
        .extracting(KnownFill::fill)
        .extracting(fill -> fill.executionId())
        .containsExactlyInAnyOrderElementsOf(
            stage.book().fills(id).stream().map(fill -> fill.executionId()).toList());
  }
}
