// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.contract.Directive.Feature;
import dev.fairlead.contract.Directive.Weather;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.BrokerReport.Funded;
import dev.fairlead.message.BrokerReport.Listed;
import dev.fairlead.message.LinkChange;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** How a session begins. */
final class OpeningCases {
  private static final int MOST_LISTED = 500;

  private OpeningCases() {}

  static List<Case> all() {
    return List.of(
        Case.of("C-001", "what can be traded is told before Up", OpeningCases::listsFirst),
        Case.of("C-002", "no list of instruments is longer than 500", OpeningCases::shortLists),
        Case.of("C-003", "an instrument is listed under one symbol, once", OpeningCases::listsOnce),
        Case.of("C-004", "a new account is funded before Up", OpeningCases::funds).shows("I-10"),
        Case.of("C-005", "a known account is not funded again", OpeningCases::fundsOnce)
            .shows("I-10"),
        Case.of("C-006", "Up says which orders are taken", OpeningCases::saysWhatIsTaken),
        Case.of("C-007", "connecting to nobody returns at once, and is not Up", OpeningCases::dark)
            .shows("F-N01")
            .needs(Weather.UNREACHABLE),
        Case.of("C-008", "a link comes up once somebody listens", OpeningCases::comesUp)
            .shows("F-N01")
            .needs(Weather.UNREACHABLE, Weather.CLEAR),
        Case.of("C-009", "a key that is turned away never brings Up", OpeningCases::refusesKey)
            .shows("F-B24")
            .needs(Feature.LOGIN),
        Case.of("C-010", "what a new account holds is told before Up", OpeningCases::holdings)
            .shows("F-B29", "I-10")
            .needs(Feature.HOLDINGS),
        Case.of("C-011", "what a known account holds is not told again", OpeningCases::holdsOnce)
            .shows("I-10")
            .needs(Feature.HOLDINGS),
        Case.of("C-012", "without a stream of news there is no Up", OpeningCases::needsStream)
            .shows("F-B39")
            .needs(Weather.REFUSED),
        Case.of("C-013", "a session that opens again lists the same", OpeningCases::listsAgain));
  }

  private static List<Instrument> listed(Stage stage) {
    return stage.book().heard(Listed.class).stream()
        .flatMap(list -> list.instruments().stream())
        .toList();
  }

  /** What was heard before the first Up. */
  private static List<Object> before(Stage stage) {
    List<Object> heard = stage.book().heard();
    int up = 0;
    while (!(heard.get(up) instanceof LinkChange.Up)) {
      up++;
    }
    return heard.subList(0, up);
  }

  private static void listsFirst(Stage stage) {
    stage.link();
    assertThat(before(stage)).hasAtLeastOneElementOfType(Listed.class);
    assertThat(listed(stage)).extracting(Instrument::symbol).contains(stage.share());
    assertThat(listed(stage))
        .filteredOn(instrument -> instrument.symbol().equals(stage.share()))
        .allSatisfy(share -> assertThat(share.assetClass()).isEqualTo(AssetClass.EQUITY))
        .allSatisfy(share -> assertThat(share.tradable()).isTrue());
  }

  private static void shortLists(Stage stage) {
    stage.link();
    assertThat(stage.book().heard(Listed.class))
        .isNotEmpty()
        .allSatisfy(list -> assertThat(list.instruments()).hasSizeBetween(1, MOST_LISTED));
  }

  private static void listsOnce(Stage stage) {
    stage.link();
    assertThat(listed(stage)).extracting(Instrument::symbol).doesNotHaveDuplicates();
    assertThat(listed(stage)).extracting(Instrument::assetId).doesNotHaveDuplicates();
  }

  private static void funds(Stage stage) {
    stage.link();
    List<Funded> funded = stage.book().heard(Funded.class);
    assertThat(before(stage)).hasAtLeastOneElementOfType(Funded.class);
    assertThat(funded).allSatisfy(one -> assertThat(one.amount().isPositive()).isTrue());
    assertThat(funded).allSatisfy(one -> assertThat(one.multiplier()).isBetween(1, 4));
    assertThat(funded).extracting(one -> one.amount().currency()).doesNotHaveDuplicates();
  }

  private static void fundsOnce(Stage stage) {
    stage.link();
    int times = stage.book().heard(Funded.class).size();
    stage.reopen();
    assertThat(stage.book().heard(Funded.class)).hasSize(times);
  }

  private static void saysWhatIsTaken(Stage stage) {
    assertThat(stage.can().offers().takes(AssetClass.EQUITY, OrderType.LIMIT, TimeInForce.DAY))
        .isTrue();
  }

  private static void dark(Stage stage) {
    stage.far().be(Weather.UNREACHABLE);
    long begun = System.nanoTime();
    stage.connect();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
    assertThat(stage.isUp()).isFalse();
    PlacementId id = stage.offer(stage.resting("1"));
    assertThat(stage.answer(id)).isInstanceOf(SendResult.NotSent.class);
    assertThat(stage.isUp()).isFalse();
  }

  private static void comesUp(Stage stage) {
    stage.far().be(Weather.UNREACHABLE);
    stage.connect();
    assertThat(stage.isUp()).isFalse();
    stage.far().be(Weather.CLEAR);
    stage.awaitUp();
    stage.place(stage.resting("1"));
  }

  private static void refusesKey(Stage stage) {
    stage.far().refuseKey();
    stage.connect();
    stage.await("a word of why", () -> !stage.book().heard(LinkChange.Down.class).isEmpty());
    assertThat(stage.book().heard(LinkChange.Down.class).getLast().reason()).isNotBlank();
    assertThat(stage.ups()).isZero();
  }

  private static void holdings(Stage stage) {
    Symbol share = stage.share();
    stage.far().hold(share, Quantity.of(7), Price.parse("90"));
    stage.link();
    assertThat(before(stage).stream().flatMap(OpeningCases::moved).toList())
        .singleElement()
        .satisfies(moved -> assertThat(moved.symbol()).isEqualTo(share))
        .satisfies(moved -> assertThat(moved.quantity()).isEqualTo(Quantity.of(7)))
        .satisfies(moved -> assertThat(moved.cost()).hasToString("630"));
  }

  private static Stream<BrokerReport.Moved> moved(Object heard) {
    return heard instanceof BrokerReport.Moved moved ? Stream.of(moved) : Stream.empty();
  }

  private static void holdsOnce(Stage stage) {
    stage.far().hold(stage.share(), Quantity.of(7), Price.parse("90"));
    stage.link();
    stage.reopen();
    assertThat(stage.book().heard(BrokerReport.Moved.class))
        .extracting(BrokerReport.Moved::id)
        .hasSizeGreaterThan(0)
        .allMatch(stage.book().heard(BrokerReport.Moved.class).getFirst().id()::equals);
    assertThat(stage.book().heard(Funded.class))
        .extracting(Funded::amount)
        .allMatch(Money::isPositive);
  }

  private static void needsStream(Stage stage) {
    stage.far().be(Weather.REFUSED);
    stage.connect();
    stage.await("streams asked for", () -> stage.far().streamsAsked() > 1);
    assertThat(stage.ups()).isZero();
    stage.far().be(Weather.CLEAR);
    stage.awaitUp();
  }

  private static void listsAgain(Stage stage) {
    stage.link();
    List<Instrument> first = listed(stage);
    stage.reopen();
    List<Instrument> both = listed(stage);
    assertThat(both.subList(first.size(), both.size())).isEqualTo(first);
  }
}
