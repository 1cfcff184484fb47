// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.doubt.Resolution;
import dev.fairlead.doubt.Resolution.Verdict;
import dev.fairlead.message.Fault;
import dev.fairlead.money.DecimalFault;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an operator wrote about a doubt or an account; all faults of it are told at once. */
final class DoubtDraft {
  /** A proof is a few sentences; more belongs where they come from. */
  static final int MAX_PROOF = 2_000;

  private static final int MAX_ID = 200;
  private static final String PROOF = "proof";
  private static final Set<String> RESTORING = Set.of(PROOF);
  private static final Set<String> RESOLVING =
      Set.of("verdict", PROOF, "broker_order_id", "quantity", "price");

  private final JsonNode said;
  private final List<Fault> faults = new ArrayList<>();

  private DoubtDraft(JsonNode said, Set<String> fields) {
    this.said = said;
    for (Map.Entry<String, JsonNode> field : said.properties()) {
      if (!fields.contains(field.getKey())) {
        String known = String.join(", ", new TreeSet<>(fields));
        fault(field.getKey(), field.getValue().toString(), "unknown-field", "known are " + known);
      }
    }
  }

  /** Of one who says what became of something. */
  static DoubtDraft resolution(byte[] json) {
    return new DoubtDraft(
        object(json, "{\"verdict\":\"never_placed\",\"proof\":\"their ticket 4711\"}"), RESOLVING);
  }

  /** Of one who restores an account. */
  static DoubtDraft restoring(byte[] json) {
    return new DoubtDraft(object(json, "{\"proof\":\"their ticket 4711\"}"), RESTORING);
  }

  private static JsonNode object(byte[] json, String example) {
    JsonNode read = Json.read(json);
    if (!read.isObject()) {
      throw ApiError.malformed("the body must be one JSON object, such as " + example)
          .asException();
    }
    return read;
  }

  /** The proof, and nothing else. */
  String proof() {
    String proof = text(PROOF, MAX_PROOF, "what shows it, in words");
    end();
    return proof;
  }

  /** What {@code who} says. */
  Resolution resolution(String who) {
    Verdict verdict = verdict();
    String proof = text(PROOF, MAX_PROOF, "what shows it, in words");
    if (verdict == null) {
      end();
      throw new IllegalStateException("a draft without a verdict and without a fault");
    }
    end();
    return new Resolution(who, proof, verdict);
  }

  private @Nullable Verdict verdict() {
    String word = said.path("verdict").asString("");
    return switch (word) {
      case "placed" ->
          new Verdict.Placed(text("broker_order_id", MAX_ID, "the broker's id of the order"));
      case "never_placed" -> new Verdict.NeverPlaced();
      case "filled" -> {
        Quantity quantity = decimal("quantity", Quantity::parse);
        Price price = decimal("price", Price::parse);
        yield quantity == null || price == null ? null : new Verdict.Filled(quantity, price);
      }
      case "ended" -> new Verdict.Ended();
      default -> {
        fault("verdict", word, "word", "must be one of ended, filled, never_placed, placed");
        yield null;
      }
    };
  }

  private <T> @Nullable T decimal(String field, Function<String, T> reader) {
    JsonNode value = said.path(field);
    String text = value.isString() ? value.asString() : "";
    try {
      return reader.apply(text);
    } catch (DecimalFault wrong) {
      fault(field, text, "decimal", "must be a decimal as text, such as \"10\": " + wrong.limit());
      return null;
    }
  }

  private String text(String field, int most, String what) {
    JsonNode value = said.path(field);
    String text = value.isString() ? value.asString().strip() : "";
    if (text.isEmpty()) {
      fault(field, "", "required", what);
    } else if (text.length() > most) {
      fault(field, text.length() + " characters", "length", "at most " + most);
    }
    return text;
  }

  private void fault(String field, String value, String rule, String limit) {
    faults.add(new Fault(field, value, rule, limit));
  }

  private void end() {
    if (!faults.isEmpty()) {
      throw ApiError.faults(422, ApiError.BAD_PARAMETER, List.copyOf(faults))
          .named("INVALID_RESOLUTION")
          .asException();
    }
  }
}
