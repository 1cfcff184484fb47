// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.alpaca.AlpacaOrder.Execution;
import dev.fairlead.alpaca.AlpacaOrder.Standing;
import dev.fairlead.alpaca.Decoder.Update;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Side;
import dev.fairlead.remote.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

final class DecoderTest {
  private static final Path EXAMPLES = Path.of("../../../shared/data/alpaca/examples");

  private static ObjectNode order() {
    return (ObjectNode)
        Wire.read(
            """
            {"id":"61e69015-8549-4bfd-b9c3-01e75843f47d","client_order_id":"mine",
             "submitted_at":"2021-03-16T14:38:01.937734-04:00","symbol":"AAPL",
             "asset_class":"us_equity","notional":null,"qty":10.0,"filled_qty":"4",
             "order_type":"limit","type":"limit","side":"buy","time_in_force":"day",
             "limit_price":"99.50","stop_price":null,"status":"new","extended_hours":false,
             "replaced_by":null,"replaces":null,"hwm":null}
            """);
  }

  private static ObjectNode update(String event, ObjectNode order) {
    ObjectNode data = (ObjectNode) Wire.read("{\"timestamp\":\"2021-03-16T18:39:00.123456789Z\"}");
    data.put("event", event);
    data.set("order", order);
    return data;
  }

  private static ObjectNode fill(String event) {
    return update(event, order())
        .put("price", "99.25")
        .put("qty", 4.0)
        .put("execution_id", "2f63ea93");
  }

  @Test
  void anOrderIsReadWithNumbersOfEitherKind() {
    AlpacaOrder order = Decoder.order(order());
    assertThat(order.request()).contains(LinkRig.ten().limit("99.5"));
    assertThat(order.filled()).hasToString("4");
    assertThat(order.submittedAt()).hasToString("2021-03-16T18:38:01.937734Z");
    assertThat(order.standing()).isEqualTo(Standing.WORKING);
    assertThat(order.placement()).isEqualTo(new PlacementId("mine"));
  }

  @ParameterizedTest
  @CsvSource({
    "accepted, WORKING",
    "pending_new, WORKING",
    "accepted_for_bidding, WORKING",
    "held, WORKING",
    "new, WORKING",
    "partially_filled, WORKING",
    "stopped, WORKING",
    "suspended, WORKING",
    "done_for_day, WORKING",
    "calculated, WORKING",
    "pending_cancel, WORKING",
    "pending_review, WORKING",
    "pending_replace, REPLACING",
    "filled, FILLED",
    "canceled, CANCELED",
    "expired, EXPIRED",
    "rejected, REJECTED",
    "replaced, REPLACED"
  })
  void everyStatusOfAlpacaStandsSomewhere(String status, Standing standing) {
    assertThat(Decoder.order(order().put("status", status)).standing()).isEqualTo(standing);
  }

  @Test
  @DisplayName("F-B33 an unknown status is no transition")
  void anUnknownStatusIsUnreadable() {
    assertThatThrownBy(() -> Decoder.order(order().put("status", "moonstruck")))
        .isInstanceOf(Wire.Unreadable.class)
        .hasMessageContaining("moonstruck");
    assertThat(Decoder.update(update("new", order().put("status", "moonstruck"))))
        .isInstanceOf(Update.Unread.class);
  }

  @Test
  void anOrderOfSeveralLegsHasNoRequestAndIsReadAllTheSame() {
    AlpacaOrder order =
        Decoder.order(order().put("symbol", "").put("side", "").put("asset_class", ""));
    assertThat(order.request()).isEmpty();
    assertThat(order.found(List.of())).isEmpty();
  }

  @Test
  void thePlacementIsReadFromEveryNameThatWeGive() {
    PlacementId id = LinkRig.id(3);
    assertThat(Decoder.order(order().put("client_order_id", id.text())).placement()).isEqualTo(id);
    assertThat(Decoder.order(order().put("client_order_id", id + "-12")).placement()).isEqualTo(id);
    assertThat(Decoder.order(order().put("client_order_id", "")).placement().text())
        .isEqualTo("61e69015-8549-4bfd-b9c3-01e75843f47d");
    assertThat(Decoder.order(order().put("client_order_id", "a-b")).placement().text())
        .isEqualTo("a-b");
  }

  @Test
  void anExecutionIsNamedByItsOrderAndHowMuchHadExecuted() {
    Update update = Decoder.update(fill("partial_fill"));
    assertThat(update)
        .isInstanceOfSatisfying(
            Update.Executed.class,
            executed -> {
              Execution execution = executed.execution();
              assertThat(execution.id()).isEqualTo("61e69015-8549-4bfd-b9c3-01e75843f47d:4");
              assertThat(execution.fill().price()).hasToString("99.25");
              assertThat(execution.before().isZero()).isTrue();
              assertThat(execution.alpacasId()).isEqualTo("2f63ea93");
            });
  }

  @Test
  @DisplayName("F-B10 the list of activities gives an execution the same name")
  void theListOfActivitiesGivesTheSameName() {
    JsonNode activity =
        Wire.read(
            """
            {"id":"20210127144930176::b68ca618-f2a3-42a4-804f-f7ffda59023a","activity_type":"FILL",
             "transaction_time":"2021-01-27T19:49:30.176Z","type":"partial_fill","price":"99.25",
             "qty":"4.00","side":"sell_short","symbol":"BTCUSD","leaves_qty":"6",
             "order_id":"61e69015-8549-4bfd-b9c3-01e75843f47d","cum_qty":"4.0"}
            """);
    Execution execution = Decoder.fill(activity);
    assertThat(execution.id()).isEqualTo("61e69015-8549-4bfd-b9c3-01e75843f47d:4");
    assertThat(execution.side()).isEqualTo(Side.SELL);
  }

  @ParameterizedTest
  @CsvSource({
    "new, Working",
    "accepted, Working",
    "pending_new, Working",
    "canceled, Canceled",
    "expired, Expired",
    "rejected, Rejected",
    "order_cancel_rejected, CancelRefused",
    "order_replace_rejected, ReplaceRefused"
  })
  void anEventIsNewsOfTheOrder(String event, String news) {
    assertThat(Decoder.update(update(event, order())))
        .isInstanceOfSatisfying(
            Update.Told.class,
            told -> assertThat(told.news().getClass().getSimpleName()).isEqualTo(news));
  }

  @Test
  void aReplacedOrderSaysWhichTookItsPlace() {
    assertThat(Decoder.update(update("replaced", order().put("replaced_by", "next"))))
        .isInstanceOfSatisfying(
            Update.Told.class,
            told -> assertThat(told.news()).isEqualTo(new OrderNews.Replaced("next")));
    assertThat(Decoder.update(update("replaced", order()))).isInstanceOf(Update.Changed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending_cancel", "pending_replace", "done_for_day", "suspended"})
  void whatIsUnderWayIsNoNews(String event) {
    assertThat(Decoder.update(update(event, order()))).isInstanceOf(Update.Nothing.class);
  }

  @Test
  void bustsAndCorrectionsNameWhatTheyAreAbout() {
    assertThat(Decoder.update(update("trade_bust", order()).put("previous_execution_id", "x")))
        .isInstanceOfSatisfying(
            Update.Busted.class, busted -> assertThat(busted.previous()).isEqualTo("x"));
    assertThat(Decoder.update(fill("trade_correct").put("previous_execution_id", "x")))
        .isInstanceOf(Update.Corrected.class);
    assertThat(Decoder.update(update("trade_bust", order()))).isInstanceOf(Update.Unread.class);
  }

  @Test
  @DisplayName("F-B33 whatever a field holds, an update is read or said to be unread")
  void whateverAFieldHoldsNothingIsThrown() {
    List<Function<ObjectNode, ObjectNode>> oddities =
        List.of(
            data -> data.put("qty", "many"),
            data -> data.put("qty", "1e999999999"),
            data -> data.put("qty", "-4"),
            data -> data.put("qty", "0.0000000001"),
            data -> data.put("price", "NaN"),
            data -> data.putNull("price"),
            data -> data.put("timestamp", "yesterday"),
            data -> data.putNull("order"),
            data -> data.put("order", "none"),
            data -> data.put("event", "moon"),
            data -> data.putNull("event"),
            data -> {
              data.set("order", order().put("filled_qty", "99999999999999999999"));
              return data;
            },
            data -> {
              data.set("order", order().put("side", "sideways"));
              return data;
            });
    for (Function<ObjectNode, ObjectNode> odd : oddities) {
      ObjectNode data = odd.apply(fill("fill"));
      assertThat(Decoder.update(data)).as(data.toString()).isInstanceOf(Update.Unread.class);
    }
  }

  @Test
  @DisplayName("F-B33 every order and update among Alpaca's example payloads is understood")
  void everyExampleIsUnderstood() throws IOException {
    assumeTrue(Files.isDirectory(EXAMPLES), "skipped: no folder " + EXAMPLES);
    List<String> odd = new ArrayList<>();
    int read = 0;
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      for (Path file : files.sorted().toList()) {
        if (!file.toString().endsWith(".json")) {
          continue;
        }
        JsonNode example;
        try {
          example = Wire.read(Files.readString(file));
        } catch (Wire.Unreadable notJson) {
          continue;
        }
        read += check(file, example, odd);
      }
    }
    assertThat(odd)
        .as("and two are not: a placeholder in place of a number, and an execution of two legs")
        .hasSize(2)
        .anyMatch(text -> text.startsWith("py-test_order_routes-L88.json: hwm"))
        .anyMatch(text -> text.contains("MultilegOptionsFill.json: symbol"));
    assertThat(read).as("payloads that are ours to read").isGreaterThan(20);
  }

  private static int check(Path file, JsonNode node, List<String> odd) {
    if (node.isArray()) {
      int read = 0;
      for (JsonNode each : node) {
        read += check(file, each, odd);
      }
      return read;
    }
    try {
      if (node.path("data").path("order").isObject()) {
        return checkUpdate(file, node.path("data"), odd);
      }
      if (node.path("event").isString() && node.path("order").isObject()) {
        return checkUpdate(file, node, odd);
      }
      if (node.has("client_order_id") && node.has("status")) {
        Decoder.order(node);
        return 1;
      }
      if (node.path("activity_type").asString("").equals("FILL")
          && node.has("price")
          && node.has("cum_qty")) {
        Decoder.fill(node);
        return 1;
      }
      if (node.has("activity_type") && node.has("net_amount")) {
        AlpacaBook.movement(node);
        return 1;
      }
      if (node.has("cost_basis")) {
        AlpacaBook.holding(node);
        return 1;
      }
      if (node.has("buying_power") && node.has("multiplier") && node.has("cash")) {
        AlpacaBook.state(node);
        return 1;
      }
      if (node.has("class") && node.has("tradable")) {
        Asset.of(node);
        return 1;
      }
    } catch (Wire.Unreadable unreadable) {
      odd.add(file.getFileName() + ": " + unreadable.getMessage());
    }
    return 0;
  }

  private static int checkUpdate(Path file, JsonNode data, List<String> odd) {
    if (Decoder.update(data) instanceof Update.Unread(String why)) {
      odd.add(file.getFileName() + ": " + why);
    }
    return 1;
  }
}
