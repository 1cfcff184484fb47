// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.alpaca.Faults.Kind;
import dev.fairlead.model.SendResult;
import dev.fairlead.remote.Delivery;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The table in {@code faults.txt}, a case for each wire outcome and kind of request. */
final class FaultsTest {
  private static final String OURS = "FL0001000100000013S";
  private static final String ORDER = "{\"id\":\"61e69015\",\"client_order_id\":\"" + OURS + "\"}";
  private static final String OTHER = "{\"id\":\"61e69015\",\"client_order_id\":\"mine\"}";
  private static final String NAMELESS = "{\"client_order_id\":\"" + OURS + "\"}";

  private record Row(String wire, Kind kind, String proves) {}

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    try (InputStream table = FaultsTest.class.getResourceAsStream("faults.txt")) {
      byte[] bytes = Objects.requireNonNull(table).readAllBytes();
      for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        String[] cells = line.split("\\|", -1);
        assertThat(cells).as(line).hasSize(5);
        int cell = 1;
        for (Kind kind : Kind.values()) {
          rows.add(new Row(cells[0].strip(), kind, cells[cell++].strip()));
        }
      }
    }
    return rows;
  }

  @Test
  @DisplayName("D-05 the table has a row for more than two hundred outcomes")
  void theTableIsLongEnough() throws IOException {
    assertThat(rows()).hasSizeGreaterThan(200);
  }

  @TestFactory
  @DisplayName("D-05 every outcome proves what the table says, and no more")
  Stream<DynamicTest> everyOutcomeProvesWhatTheTableSays() throws IOException {
    return rows().stream()
        .map(row ->
            DynamicTest.dynamicTest(
                row.kind() + " " + row.wire() + " is " + row.proves(), () -> check(row)));
  }

  private static void check(Row row) {
    Delivery delivery = delivery(row.wire());
    SendResult result = Faults.of(row.kind(), OURS, delivery);
    switch (row.proves()) {
      case "ok" -> assertThat(result).isEqualTo(new SendResult.Accepted(taken(row.kind())));
      case "no" -> assertThat(result).isInstanceOf(SendResult.Refused.class);
      case "?" -> assertThat(result).isInstanceOf(SendResult.InDoubt.class);
      case "unsent" -> assertThat(result).isInstanceOf(SendResult.NotSent.class);
      case "absent" -> assertThat(result).isEqualTo(new SendResult.Accepted(""));
      default -> throw new AssertionError("the table says " + row.proves());
    }
    boolean absent = delivery instanceof Delivery.Answer answer && Faults.isAbsence(answer);
    if (row.kind() == Kind.QUERY) {
      assertThat(absent).isEqualTo(row.proves().equals("absent"));
    }
    if (result instanceof SendResult.Refused(String code, String reason)) {
      assertThat(row.wire()).contains(reason);
      assertThat(code).matches("[0-9]{3}|[0-9]{8}");
    }
  }

  private static String taken(Kind kind) {
    return switch (kind) {
      case PLACE, REPLACE -> "61e69015";
      case CANCEL, QUERY -> OURS;
    };
  }

  private static Delivery delivery(String wire) {
    int space = wire.indexOf(' ');
    String first = wire.substring(0, space);
    String rest = wire.substring(space + 1);
    return switch (first) {
      case "unsent" -> new Delivery.NotSent(rest);
      case "lost" -> new Delivery.Lost(rest);
      default -> new Delivery.Answer(Integer.parseInt(first), Map.of(), body(rest));
    };
  }

  private static String body(String text) {
    return switch (text) {
      case "ORDER" -> ORDER;
      case "OTHER" -> OTHER;
      case "NAMELESS" -> NAMELESS;
      default -> {
        if (text.startsWith(":")) {
          yield text.substring(1);
        }
        int space = text.indexOf(' ');
        String message = text.substring(space + 1).replace("\"", "\\\"");
        yield "{\"code\":" + text.substring(0, space) + ",\"message\":\"" + message + "\"}";
      }
    };
  }

  @Test
  void aDoubtKeepsWhatAlpacaSaidAndItsNumber() {
    SendResult result =
        Faults.of(
            Kind.PLACE,
            OURS,
            new Delivery.Answer(503, Map.of("x-request-id", "a1b2"), "service unavailable"));
    assertThat(result)
        .isEqualTo(
            new SendResult.InDoubt(
                "Alpaca answered HTTP 503: service unavailable (X-Request-ID a1b2)"));
  }
}
