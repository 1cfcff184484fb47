// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toUnmodifiableList;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.Placement.Replacement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.SendResult;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.store.Table.NewRow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The columns of a placement in {@code placements}, and of its list in {@code attempts}. */
final class PlacementColumns {
  /** Empty but while a replace is under way. */
  private static final List<String> REPLACEMENT =
      Stream.of(
              Stream.of("replacement_successor"),
              RequestColumns.NAMES.stream().map(name -> "replacement_" + name),
              Stream.of("replacement_reserve_price"))
          .flatMap(names -> names)
          .toList();

  static final List<String> NAMES =
      Stream.of(
              Stream.of("placement_id", "order_id", "account"),
              RequestColumns.NAMES.stream(),
              Stream.of(
                  "reserve_price",
                  "status",
                  "filled",
                  "filled_value",
                  "fills",
                  "broker_order_id",
                  "cancel_wanted",
                  "watermark",
                  "absences"),
              REPLACEMENT.stream(),
              Stream.of("held"))
          .flatMap(names -> names)
          .toList();

  static final List<String> ATTEMPT_NAMES =
      List.of(
          "placement_id",
          "ordinal",
          "number",
          "kind",
          "attempted_at",
          "result",
          "result_code",
          "result_text");

  /** Those of {@link #ATTEMPT_NAMES} that are read: the rest only sorts. */
  static final List<String> ATTEMPT_READ =
      ATTEMPT_NAMES.stream().filter(name -> !name.equals("ordinal")).toList();

  private enum Result {
    ACCEPTED,
    REFUSED,
    NOT_SENT,
    IN_DOUBT
  }

  /** An attempt, and where it stands in the list of its placement. */
  record Listed(PlacementId placement, int ordinal, Attempt attempt) {}

  private PlacementColumns() {}

  static void write(NewRow row, Placement placement) {
    row.text(placement.id()).text(placement.order()).text(placement.account());
    RequestColumns.write(row, placement.request());
    row.text(placement.reservePrice())
        .name(placement.status())
        .text(placement.filled())
        .text(placement.filledValue())
        .number(placement.fills())
        .text(placement.brokerOrderId())
        .flag(placement.cancelWanted())
        .textOrNull(placement.watermark())
        .number(placement.absences());
    writeReplacement(row, placement.replacement());
    row.flag(placement.held());
  }

  /** Adds the attempts to {@code to} as they are listed now. */
  static void list(Placement placement, List<Listed> to) {
    List<Attempt> attempts = placement.attempts();
    for (int ordinal = 0; ordinal < attempts.size(); ordinal++) {
      to.add(new Listed(placement.id(), ordinal, attempts.get(ordinal)));
    }
  }

  private static void writeReplacement(NewRow row, @Nullable Replacement replacement) {
    if (replacement == null) {
      row.nothing(REPLACEMENT.size());
    } else {
      row.text(replacement.successor());
      RequestColumns.write(row, replacement.request());
      row.text(replacement.reservePrice());
    }
  }

  /** Reads a placement whose attempts have been read already. */
  static Placement read(Row row, Map<PlacementId, List<Attempt>> attempts) throws SQLException {
    PlacementId id = new PlacementId(row.text());
    OrderId order = row.orderId();
    BrokerAccount account = row.account();
    OrderRequest request = RequestColumns.read(row);
    Price reservePrice = row.price();
    PlacementStatus status = row.name(PlacementStatus.class);
    Quantity filled = row.quantity();
    Notional filledValue = row.notional();
    int fills = row.integer();
    String brokerOrderId = row.text();
    boolean cancelWanted = row.flag();
    Price watermark = row.priceOrNull();
    int absences = row.integer();
    Replacement replacement = readReplacement(row);
    return new Placement(
        id,
        order,
        account,
        request,
        reservePrice,
        status,
        filled,
        filledValue,
        fills,
        brokerOrderId,
        cancelWanted,
        replacement,
        watermark,
        absences,
        attempts.getOrDefault(id, List.of()),
        row.flag());
  }

  private static @Nullable Replacement readReplacement(Row row) throws SQLException {
    OrderId successor = row.orderIdOrNull();
    OrderRequest request = RequestColumns.readOrNull(row);
    Price reservePrice = row.priceOrNull();
    return successor == null || request == null || reservePrice == null
        ? null
        : new Replacement(successor, request, reservePrice);
  }

  static void write(NewRow row, Listed listed) {
    Attempt attempt = listed.attempt();
    row.text(listed.placement())
        .number(listed.ordinal())
        .number(attempt.number())
        .name(attempt.kind())
        .instant(attempt.at());
    switch (attempt.result()) {
      case null -> row.nothing(3);
      case SendResult.Accepted(String id) -> row.name(Result.ACCEPTED).nothing(1).text(id);
      case SendResult.Refused(String code, String reason) ->
          row.name(Result.REFUSED).text(code).text(reason);
      case SendResult.NotSent(String cause) -> row.name(Result.NOT_SENT).nothing(1).text(cause);
      case SendResult.InDoubt(String cause) -> row.name(Result.IN_DOUBT).nothing(1).text(cause);
    }
  }

  /** Reads an attempt from its row, past the column {@code placement_id}. */
  static Attempt readAttempt(Row row) throws SQLException {
    int number = row.integer();
    Attempt.Kind kind = row.name(Attempt.Kind.class);
    Instant at = row.instant();
    return new Attempt(number, kind, at, readResult(row));
  }

  private static @Nullable SendResult readResult(Row row) throws SQLException {
    String result = row.textOrNull();
    if (result == null) {
      row.skip(2);
      return null;
    }
    String code = row.textOrNull();
    String text = row.text();
    return switch (Result.valueOf(result)) {
      case ACCEPTED -> new SendResult.Accepted(text);
      case REFUSED -> new SendResult.Refused(code == null ? "" : code, text);
      case NOT_SENT -> new SendResult.NotSent(text);
      case IN_DOUBT -> new SendResult.InDoubt(text);
    };
  }

  /** Every request about the placements of these orders, oldest first. */
  static Map<PlacementId, List<Attempt>> attempts(Readers.Reader reader, Collection<OrderId> orders)
      throws SQLException {
    record Made(PlacementId placement, Attempt attempt) {}
    Query query =
        Query.of(ATTEMPT_READ, "attempts")
            .whereOneOf(
                "placement_id IN (SELECT p.placement_id FROM placements p WHERE p.order_id", orders)
            .then(") ORDER BY placement_id, ordinal");
    Stream<Made> made =
        reader.list(query, row -> new Made(new PlacementId(row.text()), readAttempt(row))).stream();
    return made.collect(groupingBy(Made::placement, mapping(Made::attempt, toUnmodifiableList())));
  }
}
