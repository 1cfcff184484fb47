// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.spec;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Where our answers differ from Alpaca's documents on purpose: each knows how a value of ours would
 * read if it were as documented, so that the rest of the answer can be judged all the same. A row
 * that no answer meets any more has to go.
 */
@SuppressWarnings("ImmutableEnumChecker") // its functions are, though their type doesn't say so
public enum Deviation {
  CLOSING_THAT_WAS_REFUSED(
      "`DELETE /v2/positions`",
      "DELETE /v2/positions",
      "/\\d+/body",
      body -> body.has("code") ? MissingNode.getInstance() : body,
      "207: `body` of an item that was not closed is `{code, message}` and no order",
      "alpaca-py, which reads either; Alpaca answers so itself"),
  DAY_OF_AN_ACTIVITY(
      "`GET /v2/account/activities`, of one type too",
      "GET /v2/account/activities(/\\{activity_type})?",
      "/\\d+/date",
      date -> date.isString() ? StringNode.valueOf(date.asString() + "T00:00:00Z") : date,
      "`date` is a date, `2026-11-27`, where the document has an instant",
      "Go, which reads a date and nothing else; Alpaca answers so itself"),
  SOURCE_OF_AN_ORDER(
      "every order",
      ".* /v2/(orders|positions).*",
      ".*/(subtag|source)",
      _ -> MissingNode.getInstance(),
      "`subtag` and `source` of an order, always null",
      "nobody; Alpaca sends them, as the examples in its document do"),
  LEGS_OF_A_LEG(
      "every order that has legs",
      ".* /v2/orders.*",
      ".*/legs/\\d+/legs",
      legs -> legs.isNull() ? MissingNode.getInstance() : legs,
      "`legs` of a leg is null",
      "readers of whole orders, such as alpaca-py and Go; Alpaca answers so itself"),
  ORDER_OF_A_CANCEL(
      "`DELETE /v2/orders`",
      "DELETE /v2/orders",
      "/\\d+/body",
      _ -> MissingNode.getInstance(),
      "207: `body` of each item, the order",
      "alpaca-ts, whose reader takes it for granted; Alpaca sends it"),
  DAY_TRADING(
      "`GET /v2/account`",
      "GET /v2/account",
      "/(pattern_day_trader|daytrade_count|daytrading_buying_power|bod_dtbp)",
      _ -> MissingNode.getInstance(),
      "`pattern_day_trader`, `daytrade_count`, `daytrading_buying_power` and `bod_dtbp`, which"
          + " Alpaca gave up in July 2026",
      "Go and older clients of all languages, whose models read them"),
  MORE_OF_AN_ACCOUNT(
      "`GET /v2/account`",
      "GET /v2/account",
      "/(effective_buying_power|position_market_value|crypto_tier|admin_configurations"
          + "|user_configurations)",
      _ -> MissingNode.getInstance(),
      "`effective_buying_power`, `position_market_value`, `crypto_tier`, `admin_configurations`"
          + " and `user_configurations`",
      "nobody; Alpaca sends them, as the examples in its document do"),
  DAY_TRADING_CHECKS(
      "`GET` and `PATCH /v2/account/configurations`",
      "(GET|PATCH) /v2/account/configurations",
      "/(dtbp_check|pdt_check)",
      _ -> MissingNode.getInstance(),
      "`dtbp_check` and `pdt_check`, which Alpaca gave up in July 2026",
      "C#, which requires `dtbp_check`"),
  DESCRIPTION_OF_AN_ACTIVITY(
      "`GET /v2/account/activities`, of one type too",
      "GET /v2/account/activities(/\\{activity_type})?",
      "/\\d+/description",
      _ -> MissingNode.getInstance(),
      "`description` of what was no trade",
      "nobody; Alpaca sends it");

  private final String where;
  private final Pattern operation;
  private final Pattern place;
  private final UnaryOperator<JsonNode> asDocumented;
  private final String what;
  private final String neededBy;

  /**
   * One deviation.
   *
   * @param where for people
   * @param operation the names of the operations, as a pattern
   * @param asDocumented the value as documented; the value itself where it does not deviate; a
   *     missing node where it would not be there
   */
  Deviation(
      String where,
      String operation,
      String place,
      UnaryOperator<JsonNode> asDocumented,
      String what,
      String neededBy) {
    this.where = where;
    this.operation = Pattern.compile(operation);
    this.place = Pattern.compile(place);
    this.asDocumented = asDocumented;
    this.what = what;
    this.neededBy = neededBy;
  }

  /** {@code body} without what deviates; {@code met} hears of each deviation that it has. */
  static JsonNode asDocumented(String operation, JsonNode body, Consumer<Deviation> met) {
    List<Deviation> possible =
        Arrays.stream(values())
            .filter(known -> known.operation.matcher(operation).matches())
            .toList();
    if (possible.isEmpty()) {
      return body;
    }
    JsonNode copy = body.deepCopy();
    possible.forEach(known -> known.undo(copy, "", met));
    return copy;
  }

  private void undo(JsonNode node, String at, Consumer<Deviation> met) {
    if (node instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        undo(list.get(i), at + "/" + i, met);
      }
    } else if (node instanceof ObjectNode object) {
      for (String key : List.copyOf(object.propertyNames())) {
        undo(object, key, at + "/" + key, met);
      }
    }
  }

  private void undo(ObjectNode object, String key, String at, Consumer<Deviation> met) {
    JsonNode value = object.get(key);
    if (!place.matcher(at).matches()) {
      undo(value, at, met);
      return;
    }
    JsonNode documented = asDocumented.apply(value);
    if (documented.isMissingNode()) {
      object.remove(key);
      met.accept(this);
    } else if (!documented.equals(value)) {
      object.set(key, documented);
      met.accept(this);
    }
  }

  /** The table of {@code docs/compatibility.md}. */
  public static String table() {
    return Arrays.stream(values())
        .map(known -> "| %s | %s | %s |%n".formatted(known.where, known.what, known.neededBy))
        .collect(
            Collectors.joining("", "| Where | What differs | Who needs it |\n|---|---|---|\n", ""));
  }
}
