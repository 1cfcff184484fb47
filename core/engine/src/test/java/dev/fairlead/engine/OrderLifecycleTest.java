// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.OrderLifecycle.News;
import dev.fairlead.engine.OrderLifecycle.Transition;
import dev.fairlead.engine.OrderLifecycle.Turn;
import dev.fairlead.message.OrderNews.Executed;
import dev.fairlead.model.Fill;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.Placement.Replacement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The late-event table (reliability 1.2): each state and each news, with the state after it and
 * what follows. An order for 10; 4 of it are filled where the state says so; a pending replace asks
 * for 15.
 */
final class OrderLifecycleTest {
  private static final String TABLE =
      """
      SENT             | part of it      | PARTIALLY_FILLED fills
      SENT             | all of it       | FILLED fills
      SENT             | too much        | FILLED late F-B12
      SENT             | working         | WORKING works
      SENT             | working, asked  | WORKING works
      SENT             | held            | WORKING works
      SENT             | held, asked     | WORKING works
      SENT             | canceled        | CANCELED ends
      SENT             | expired         | EXPIRED ends
      SENT             | rejected        | REJECTED ends
      SENT             | cancel refused  | SENT
      SENT             | replaced        | SENT !replaced-unasked
      SENT             | replace refused | SENT
      SENT             | better price    | SENT trails
      SENT             | complete        | FILLED completes
      IN_DOUBT         | part of it      | PARTIALLY_FILLED fills
      IN_DOUBT         | all of it       | FILLED fills
      IN_DOUBT         | too much        | FILLED late F-B12
      IN_DOUBT         | working         | WORKING works
      IN_DOUBT         | working, asked  | WORKING works
      IN_DOUBT         | held            | WORKING works
      IN_DOUBT         | held, asked     | WORKING works
      IN_DOUBT         | canceled        | CANCELED ends
      IN_DOUBT         | expired         | EXPIRED ends
      IN_DOUBT         | rejected        | REJECTED ends
      IN_DOUBT         | cancel refused  | IN_DOUBT
      IN_DOUBT         | replaced        | IN_DOUBT !replaced-unasked
      IN_DOUBT         | replace refused | IN_DOUBT
      IN_DOUBT         | better price    | IN_DOUBT trails
      IN_DOUBT         | complete        | FILLED completes
      WORKING          | part of it      | PARTIALLY_FILLED fills
      WORKING          | all of it       | FILLED fills
      WORKING          | too much        | FILLED late F-B12
      WORKING          | working         | WORKING
      WORKING          | working, asked  | WORKING
      WORKING          | held            | WORKING
      WORKING          | held, asked     | WORKING
      WORKING          | canceled        | CANCELED ends
      WORKING          | expired         | EXPIRED ends
      WORKING          | rejected        | REJECTED ends
      WORKING          | cancel refused  | WORKING
      WORKING          | replaced        | WORKING !replaced-unasked
      WORKING          | replace refused | WORKING
      WORKING          | better price    | WORKING trails
      WORKING          | complete        | FILLED completes
      PARTIALLY_FILLED | part of it      | PARTIALLY_FILLED fills
      PARTIALLY_FILLED | all of it       | FILLED fills
      PARTIALLY_FILLED | too much        | FILLED late F-B12
      PARTIALLY_FILLED | working         | PARTIALLY_FILLED
      PARTIALLY_FILLED | working, asked  | PARTIALLY_FILLED
      PARTIALLY_FILLED | held            | PARTIALLY_FILLED
      PARTIALLY_FILLED | held, asked     | PARTIALLY_FILLED
      PARTIALLY_FILLED | canceled        | CANCELED ends
      PARTIALLY_FILLED | expired         | EXPIRED ends
      PARTIALLY_FILLED | rejected        | REJECTED ends
      PARTIALLY_FILLED | cancel refused  | PARTIALLY_FILLED
      PARTIALLY_FILLED | replaced        | PARTIALLY_FILLED !replaced-unasked
      PARTIALLY_FILLED | replace refused | PARTIALLY_FILLED
      PARTIALLY_FILLED | better price    | PARTIALLY_FILLED trails
      PARTIALLY_FILLED | complete        | FILLED completes
      PENDING_CANCEL   | part of it      | PENDING_CANCEL fills
      PENDING_CANCEL   | all of it       | FILLED fills
      PENDING_CANCEL   | too much        | FILLED late F-B12
      PENDING_CANCEL   | working         | PENDING_CANCEL
      PENDING_CANCEL   | working, asked  | PENDING_CANCEL
      PENDING_CANCEL   | held            | PENDING_CANCEL
      PENDING_CANCEL   | held, asked     | PENDING_CANCEL
      PENDING_CANCEL   | canceled        | CANCELED ends
      PENDING_CANCEL   | expired         | EXPIRED ends
      PENDING_CANCEL   | rejected        | REJECTED ends
      PENDING_CANCEL   | cancel refused  | WORKING stays
      PENDING_CANCEL   | replaced        | PENDING_CANCEL !replaced-unasked
      PENDING_CANCEL   | replace refused | PENDING_CANCEL
      PENDING_CANCEL   | better price    | PENDING_CANCEL trails
      PENDING_CANCEL   | complete        | FILLED completes
      PENDING_REPLACE  | part of it      | PENDING_REPLACE fills
      PENDING_REPLACE  | all of it       | PENDING_REPLACE fills
      PENDING_REPLACE  | too much        | PENDING_REPLACE late F-B12
      PENDING_REPLACE  | working         | PENDING_REPLACE
      PENDING_REPLACE  | working, asked  | PENDING_REPLACE
      PENDING_REPLACE  | held            | PENDING_REPLACE
      PENDING_REPLACE  | held, asked     | PENDING_REPLACE
      PENDING_REPLACE  | canceled        | CANCELED ends
      PENDING_REPLACE  | expired         | EXPIRED ends
      PENDING_REPLACE  | rejected        | REJECTED ends
      PENDING_REPLACE  | cancel refused  | PENDING_REPLACE
      PENDING_REPLACE  | replaced        | WORKING takes new terms
      PENDING_REPLACE  | replace refused | WORKING keeps old terms
      PENDING_REPLACE  | better price    | PENDING_REPLACE trails
      PENDING_REPLACE  | complete        | FILLED completes
      FILLED           | part of it      | FILLED late F-B12
      FILLED           | all of it       | FILLED late F-B12
      FILLED           | too much        | FILLED late F-B12
      FILLED           | working         | FILLED
      FILLED           | working, asked  | FILLED
      FILLED           | held            | FILLED
      FILLED           | held, asked     | FILLED
      FILLED           | canceled        | FILLED
      FILLED           | expired         | FILLED
      FILLED           | rejected        | FILLED !reject-after-fill
      FILLED           | cancel refused  | FILLED
      FILLED           | replaced        | FILLED
      FILLED           | replace refused | FILLED
      FILLED           | better price    | FILLED
      FILLED           | complete        | FILLED
      CANCELED         | part of it      | CANCELED late F-B11
      CANCELED         | all of it       | FILLED late F-B11
      CANCELED         | too much        | FILLED late F-B11
      CANCELED         | working         | CANCELED
      CANCELED         | working, asked  | WORKING returns
      CANCELED         | held            | CANCELED
      CANCELED         | held, asked     | WORKING returns
      CANCELED         | canceled        | CANCELED
      CANCELED         | expired         | CANCELED
      CANCELED         | rejected        | CANCELED
      CANCELED         | cancel refused  | CANCELED
      CANCELED         | replaced        | CANCELED
      CANCELED         | replace refused | CANCELED
      CANCELED         | better price    | CANCELED
      CANCELED         | complete        | CANCELED
      EXPIRED          | part of it      | EXPIRED late F-B11
      EXPIRED          | all of it       | FILLED late F-B11
      EXPIRED          | too much        | FILLED late F-B11
      EXPIRED          | working         | EXPIRED
      EXPIRED          | working, asked  | WORKING returns
      EXPIRED          | held            | EXPIRED
      EXPIRED          | held, asked     | WORKING returns
      EXPIRED          | canceled        | EXPIRED
      EXPIRED          | expired         | EXPIRED
      EXPIRED          | rejected        | EXPIRED
      EXPIRED          | cancel refused  | EXPIRED
      EXPIRED          | replaced        | EXPIRED
      EXPIRED          | replace refused | EXPIRED
      EXPIRED          | better price    | EXPIRED
      EXPIRED          | complete        | EXPIRED
      REJECTED         | part of it      | REJECTED late fill-on-rejected
      REJECTED         | all of it       | FILLED late fill-on-rejected
      REJECTED         | too much        | FILLED late fill-on-rejected
      REJECTED         | working         | REJECTED
      REJECTED         | working, asked  | WORKING returns
      REJECTED         | held            | REJECTED
      REJECTED         | held, asked     | WORKING returns
      REJECTED         | canceled        | REJECTED
      REJECTED         | expired         | REJECTED
      REJECTED         | rejected        | REJECTED
      REJECTED         | cancel refused  | REJECTED
      REJECTED         | replaced        | REJECTED
      REJECTED         | replace refused | REJECTED
      REJECTED         | better price    | REJECTED
      REJECTED         | complete        | REJECTED
      NOT_PLACED       | part of it      | PARTIALLY_FILLED late D-06
      NOT_PLACED       | all of it       | FILLED late D-06
      NOT_PLACED       | too much        | FILLED late D-06
      NOT_PLACED       | working         | WORKING returns
      NOT_PLACED       | working, asked  | WORKING returns
      NOT_PLACED       | held            | WORKING returns
      NOT_PLACED       | held, asked     | WORKING returns
      NOT_PLACED       | canceled        | CANCELED !D-06
      NOT_PLACED       | expired         | EXPIRED !D-06
      NOT_PLACED       | rejected        | REJECTED !D-06
      NOT_PLACED       | cancel refused  | NOT_PLACED
      NOT_PLACED       | replaced        | NOT_PLACED
      NOT_PLACED       | replace refused | NOT_PLACED
      NOT_PLACED       | better price    | NOT_PLACED
      NOT_PLACED       | complete        | NOT_PLACED
      """;

  @ParameterizedTest(name = "{0} | {1} | {2}")
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = TABLE)
  @DisplayName("1.2 what a state becomes by a news, and what follows")
  void aStateAndANewsHaveTheirRow(PlacementStatus state, String news, String expected) {
    assertThat(outcome(state, news)).isEqualTo(expected);
  }

  @Test
  void everyStateAndEveryNewsHasItsRow() {
    List<String> pairs = new ArrayList<>();
    for (PlacementStatus state : PlacementStatus.values()) {
      news("0").keySet().forEach(news -> pairs.add(state + " | " + news));
    }
    assertThat(TABLE.lines().map(OrderLifecycleTest::pair)).containsExactlyElementsOf(pairs);
  }

  private static String pair(String row) {
    return row.substring(0, row.lastIndexOf('|')).strip().replaceAll("\\s+", " ");
  }

  @Test
  void noNewsLosesAFill() {
    for (PlacementStatus status : PlacementStatus.values()) {
      Placement before = placement(status);
      for (News news : news(before.filled().toString()).values()) {
        Placement after = OrderLifecycle.on(before, news).after();
        Quantity told =
            news instanceof News.Fills(var executed) ? executed.fill().quantity() : Quantity.ZERO;
        assertThat(after.filled()).isEqualTo(before.filled().plus(told));
        assertThat(after.fills()).isEqualTo(before.fills() + (told.isZero() ? 0 : 1));
      }
    }
  }

  private static String outcome(PlacementStatus state, String name) {
    Placement before = placement(state);
    News news = requireNonNull(news(before.filled().toString()).get(name));
    Transition transition = OrderLifecycle.on(before, news);
    return (transition.after().status() + " " + text(transition.turn())).strip();
  }

  private static String text(Turn turn) {
    return switch (turn) {
      case Turn.Nothing() -> "";
      case Turn.Works() -> "works";
      case Turn.Holds() -> "holds";
      case Turn.Fills _ -> "fills";
      case Turn.FillsLate(Fill _, String rule) -> "late " + rule;
      case Turn.Completes() -> "completes";
      case Turn.Ends _ -> "ends";
      case Turn.KeepsWorking _ -> "stays";
      case Turn.TakesNewTerms _ -> "takes new terms";
      case Turn.KeepsOldTerms _ -> "keeps old terms";
      case Turn.Trails() -> "trails";
      case Turn.Returns() -> "returns";
      case Turn.Suspicious(String rule) -> "!" + rule;
    };
  }

  /** The columns; how much is all of it depends on what is filled. */
  private static Map<String, News> news(String filled) {
    Map<String, News> news = new LinkedHashMap<>();
    Quantity left = Quantity.of(10).minus(Quantity.parse(filled));
    news.put("part of it", fill(Quantity.of(1)));
    news.put("all of it", fill(left.isPositive() ? left : Quantity.of(10)));
    news.put("too much", fill(Quantity.of(16)));
    news.put("working", new News.Working("B2"));
    news.put("working, asked", new News.WorkingNow("B2"));
    news.put("held", new News.Held("B2", false));
    news.put("held, asked", new News.Held("B2", true));
    news.put("canceled", new News.Ends(PlacementStatus.CANCELED, "", "B2"));
    news.put("expired", new News.Ends(PlacementStatus.EXPIRED, "", "B2"));
    news.put("rejected", new News.Ends(PlacementStatus.REJECTED, "halted", "B2"));
    news.put("cancel refused", new News.CancelRefused("late"));
    news.put("replaced", new News.Replaced("B2"));
    news.put("replace refused", new News.ReplaceRefused("late"));
    news.put("better price", new News.Trailed(Price.parse("99")));
    news.put("complete", new News.Completes());
    return news;
  }

  private static News fill(Quantity quantity) {
    Fill fill =
        new Fill(
            "x",
            0,
            new Symbol("AAPL"),
            Side.BUY,
            quantity,
            Price.parse("100"),
            Money.zero(Currency.USD),
            Instant.EPOCH);
    return new News.Fills(new Executed(fill, false));
  }

  private static Placement placement(PlacementStatus status) {
    int filled =
        switch (status) {
          case PARTIALLY_FILLED -> 4;
          case FILLED -> 10;
          case SENT,
              IN_DOUBT,
              WORKING,
              PENDING_CANCEL,
              PENDING_REPLACE,
              CANCELED,
              EXPIRED,
              REJECTED,
              NOT_PLACED ->
              0;
        };
    boolean named =
        status != PlacementStatus.SENT
            && status != PlacementStatus.IN_DOUBT
            && status != PlacementStatus.NOT_PLACED;
    OrderId successor = Scenario.orderId("o2");
    OrderRequest more = OrderRequest.buy("AAPL", "15").limit("100");
    @Nullable Replacement replacement =
        status == PlacementStatus.PENDING_REPLACE
            ? new Replacement(successor, more, Price.parse("100"))
            : null;
    return new Placement(
        PlacementId.of(1, 1, 1),
        Scenario.orderId("o1"),
        Desk.ACCOUNT,
        OrderRequest.buy("AAPL", "10").limit("100"),
        Price.parse("100"),
        status,
        Quantity.of(filled),
        Notional.of(Price.parse("100"), Quantity.of(filled)),
        filled == 0 ? 0 : 1,
        named ? "B1" : "",
        status == PlacementStatus.PENDING_CANCEL,
        replacement,
        null,
        0,
        List.of(new Attempt(1, Attempt.Kind.PLACE, Instant.EPOCH, null)));
  }
}
