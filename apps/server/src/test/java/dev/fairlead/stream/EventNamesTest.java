// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.front.OrderJson;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Position;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.wire.Json;
import dev.fairlead.wire.JsonWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

final class EventNamesTest {
  private static final Instant NOW = Instant.parse("2026-08-17T14:00:00.5Z");
  private static final BrokerAccount ACCOUNT = BrokerAccount.parse("paper:main");
  private static final Symbol AAPL = new Symbol("AAPL");
  private static final OrderId ID = new OrderId(new UUID(1, 2));
  private static final Position POSITION = Position.flat(ACCOUNT, AAPL, Currency.USD);
  private static final Fill FILL =
      new Fill(
          "X-1",
          0,
          AAPL,
          Side.BUY,
          Quantity.of(1),
          Price.parse("190"),
          Money.zero(Currency.USD),
          NOW);

  /** What the C# SDK knows; it throws at any other word. */
  private static final Set<String> KNOWN =
      Set.of(
          ("new partial_fill partially_filled fill done_for_day canceled pending_cancel stopped"
                  + " rejected suspended pending_new calculated expired order_cancel_rejected"
                  + " replaced pending_replace order_replace_rejected accepted held pending_review")
              .split(" "));

  record Row(Happened what, OrderStatus status, String name) {}

  static Stream<Row> table() {
    return Stream.of(
        new Row(new Happened.Accepted(), OrderStatus.ACCEPTED, "pending_new"),
        new Row(new Happened.Working(), OrderStatus.WORKING, "new"),
        new Row(new Happened.Filled(FILL, POSITION), OrderStatus.PARTIALLY_FILLED, "partial_fill"),
        new Row(new Happened.Filled(FILL, POSITION), OrderStatus.FILLED, "fill"),
        new Row(new Happened.LateFill(FILL, POSITION), OrderStatus.CANCELED, "partial_fill"),
        new Row(new Happened.LateFill(FILL, POSITION), OrderStatus.FILLED, "fill"),
        new Row(new Happened.Busted(FILL, POSITION), OrderStatus.FILLED, ""),
        new Row(new Happened.Corrected(FILL, POSITION), OrderStatus.FILLED, ""),
        new Row(new Happened.CancelRequested(), OrderStatus.PENDING_CANCEL, "pending_cancel"),
        new Row(new Happened.CancelRefused("late"), OrderStatus.WORKING, "order_cancel_rejected"),
        new Row(new Happened.Canceled(), OrderStatus.CANCELED, "canceled"),
        new Row(new Happened.Expired(), OrderStatus.EXPIRED, "expired"),
        new Row(new Happened.Rejected("halted"), OrderStatus.REJECTED, "rejected"),
        new Row(new Happened.ReplaceRequested(ID), OrderStatus.PENDING_REPLACE, "pending_replace"),
        new Row(new Happened.ReplaceRefused("no"), OrderStatus.WORKING, "order_replace_rejected"),
        new Row(new Happened.Replaced(ID), OrderStatus.REPLACED, "replaced"),
        new Row(new Happened.InDoubt("time-out"), OrderStatus.IN_DOUBT, ""),
        new Row(new Happened.Rerouted("not sent"), OrderStatus.ACCEPTED, ""),
        new Row(new Happened.Reinstated(), OrderStatus.WORKING, "new"),
        new Row(new Happened.Trailed(), OrderStatus.WORKING, ""),
        new Row(new Happened.Held(), OrderStatus.HELD, "held"),
        new Row(new Happened.Released(), OrderStatus.ACCEPTED, "pending_new"),
        new Row(new Happened.Completed(POSITION), OrderStatus.FILLED, "fill"),
        new Row(new Happened.Sized(), OrderStatus.HELD, ""));
  }

  private static OrderEvent event(Row row) {
    boolean closed = !row.status().isOpen();
    Order order =
        new Order(
            ID,
            new Principal("PK1"),
            "mine",
            OrderRequest.buy("AAPL", "10"),
            ACCOUNT,
            row.status(),
            Quantity.ZERO,
            Notional.ZERO,
            PlacementId.of(1, 1, 1),
            null,
            null,
            null,
            "",
            NOW,
            NOW,
            null,
            closed ? NOW : null);
    return new OrderEvent(7, order, row.what());
  }

  @ParameterizedTest
  @MethodSource("table")
  void everyEventHasAWordThatAllKnowOrIsNotTold(Row row) {
    assertThat(EventNames.of(event(row)).orElse("")).isEqualTo(row.name());
    if (!row.name().isEmpty()) {
      assertThat(KNOWN).contains(row.name());
      String frame =
          JsonWriter.object(
                  ServerFrame.tradeUpdate(
                      ServerFrame.update(
                          row.name(), Update.of(NOW, 0, event(row)), Optional.empty())))
              .toString();
      assertThat(frame)
          .startsWith("{\"stream\":\"trade_updates\",\"data\":{\"at\":\"2026-08-17T14:00:00.5")
          .contains("\"timestamp\":\"2026-08-17T14:00:00.500000000Z\"")
          .contains("\"execution_id\":\"");
    }
  }

  @Test
  void theTableHasEverythingThatCanHappen() {
    Set<Class<?>> tried = table().map(row -> row.what().getClass()).collect(Collectors.toSet());
    assertThat(tried).containsExactlyInAnyOrder(Happened.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @CsvSource({
    "CANCELED, canceled_at",
    "EXPIRED, expired_at",
    "REJECTED, failed_at",
    "REPLACED, replaced_at"
  })
  void aClosedOrderSaysWhenInTheKeyOfItsEnd(OrderStatus status, String key) {
    Order order = event(new Row(new Happened.Canceled(), status, "")).order();
    JsonNode json =
        Json.read(JsonWriter.object(out -> OrderJson.write(out, order, Optional.empty())).bytes());
    for (String each : Set.of("canceled_at", "expired_at", "failed_at", "replaced_at")) {
      assertThat(json.get(each).isNull()).as(each).isEqualTo(!each.equals(key));
    }
  }

  @Test
  void eventIdsAreUlidsThatGrow() {
    assertThat(EventId.of(Instant.parse("2022-04-19T14:12:30.656Z"), 0))
        .isEqualTo("01G112NTT00000000000000000");
    assertThat(EventId.of(NOW, 7)).isLessThan(EventId.of(NOW, 8));
    assertThat(EventId.of(NOW, 8)).isLessThan(EventId.of(NOW.plusMillis(1), 9));
    assertThat(EventId.of(NOW, Long.MAX_VALUE)).hasSize(26);
  }
}
