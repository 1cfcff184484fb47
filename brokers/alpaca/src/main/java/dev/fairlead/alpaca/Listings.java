// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.alpaca.AlpacaOrder.Execution;
import dev.fairlead.alpaca.Api.Trouble;
import dev.fairlead.broker.Told;
import dev.fairlead.budget.Purpose;
import dev.fairlead.remote.Wire;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * Alpaca's lists, page by page, and whether they are whole (F-B21). A row that cannot be read is
 * told to {@code unread}, and leaves a gap; it does not hide the others. Thread-safe; calls block.
 */
final class Listings {
  /** Alpaca's own limits for one page (facts 2.1, 2.3). */
  private static final int ORDERS_PAGE = 500;

  private static final int ACTIVITIES_PAGE = 100;

  /** Whoever needs more asks from a later instant. */
  private static final int MOST_PAGES = 1_000;

  /** All assets come in one answer, of tens of thousands of rows (facts 2.4). */
  private static final Duration ASSETS_WITHIN = Duration.ofSeconds(60);

  private static final int ASSETS_BYTES = 128 << 20;

  private final Api api;
  private final InstantSource clock;
  private final Consumer<JsonNode> unread;
  private final UnaryOperator<AlpacaOrder> claim;

  /**
   * Alpaca's lists.
   *
   * @param claim tells of an order which of our placements it is, where its own id does not
   */
  Listings(
      Api api, InstantSource clock, Consumer<JsonNode> unread, UnaryOperator<AlpacaOrder> claim) {
    this.api = api;
    this.clock = clock;
    this.unread = unread;
    this.claim = claim;
  }

  /**
   * The rows of a list.
   *
   * @param broken why pages are missing; empty where all came
   * @param unreadable how many rows could not be read
   */
  record Listing<T>(List<T> rows, Instant asked, Optional<String> broken, int unreadable) {
    Told<List<T>> told() {
      Optional<String> odd =
          unreadable == 0
              ? Optional.empty()
              : Optional.of(
                  unreadable + " rows could not be read; they were reported as they came");
      return new Told<>(rows, asked, broken.or(() -> odd));
    }
  }

  /** Rows as they are collected. */
  private final class Rows<T> {
    private final Instant asked = clock.instant();
    private final List<T> rows = new ArrayList<>();
    private final Function<JsonNode, T> reading;
    private int unreadable;

    Rows(Function<JsonNode, T> reading) {
      this.reading = reading;
    }

    void add(JsonNode row) {
      try {
        rows.add(reading.apply(row));
      } catch (Wire.Unreadable odd) {
        unreadable++;
        unread.accept(row);
      }
    }

    Listing<T> whole() {
      return new Listing<>(rows, asked, Optional.empty(), unreadable);
    }

    Listing<T> broken(String why) {
      return new Listing<>(rows, asked, Optional.of(why), unreadable);
    }
  }

  /** Orders that may still execute, oldest first. */
  Listing<AlpacaOrder> openOrders() {
    return orders("open", Optional.empty());
  }

  /** Orders of all kinds that were placed at or after {@code since}, oldest first. */
  Listing<AlpacaOrder> orders(Instant since) {
    return orders("all", Optional.of(since));
  }

  /**
   * There is no token for the next page: it begins at the last instant of this one, which is asked
   * for again, because several orders may have come in it.
   */
  private Listing<AlpacaOrder> orders(String status, Optional<Instant> since) {
    Rows<AlpacaOrder> orders = new Rows<>(this::read);
    Set<String> seen = new HashSet<>();
    Optional<Instant> after = since.map(Listings::justBefore);
    for (int page = 0; page < MOST_PAGES; page++) {
      String from = after.map(at -> "&after=" + Api.encoded(at.toString())).orElse("");
      JsonNode rows;
      try {
        rows =
            Wire.array(
                api.read(
                    Purpose.LISTING,
                    "/v2/orders?status="
                        + status
                        + "&limit=500&direction=asc&nested=false"
                        + from));
      } catch (Trouble | Wire.Unreadable broken) {
        return orders.broken(String.valueOf(broken.getMessage()));
      }
      int before = seen.size();
      for (JsonNode row : rows) {
        if (seen.add(Wire.text(row, "id").orElse(row.toString()))) {
          orders.add(row);
        }
      }
      if (rows.size() < ORDERS_PAGE) {
        return orders.whole();
      }
      Optional<Instant> last = lastSubmitted(rows);
      if (seen.size() == before || last.isEmpty()) {
        return orders.broken("a page of " + ORDERS_PAGE + " orders leads no further");
      }
      after = last.map(Listings::justBefore);
    }
    return orders.broken("more than " + MOST_PAGES + " pages of orders");
  }

  private static Optional<Instant> lastSubmitted(JsonNode rows) {
    try {
      return Wire.instant(rows.get(rows.size() - 1), "submitted_at");
    } catch (Wire.Unreadable odd) {
      return Optional.empty();
    }
  }

  /** {@code after} is exclusive, and what it is compared with may be told to fewer digits. */
  private static Instant justBefore(Instant at) {
    return at.minusMillis(1);
  }

  /** Executions at or after {@code since}, in the order in which they were entered. */
  Listing<Execution> executions(Instant since) {
    return activities(
        "/v2/account/activities/FILL?after=" + Api.encoded(justBefore(since).toString()),
        Decoder::fill);
  }

  /** All executions of one order. */
  Listing<Execution> executions(String orderId) {
    return activities(
        "/v2/account/activities/FILL?order_id=" + Api.encoded(orderId), Decoder::fill);
  }

  /** Everything but executions that was entered at or after {@code since}. */
  <T> Listing<T> movements(Instant since, Function<JsonNode, T> reading) {
    return activities(
        "/v2/account/activities?category=non_trade_activity&after="
            + Api.encoded(justBefore(since).toString()),
        reading);
  }

  /** The id of the last row leads to the next page; a short page is the last one. */
  private <T> Listing<T> activities(String path, Function<JsonNode, T> reading) {
    Rows<T> activities = new Rows<>(reading);
    String from = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      try {
        JsonNode rows =
            Wire.array(api.read(Purpose.LISTING, path + "&direction=asc&page_size=100" + from));
        rows.forEach(activities::add);
        if (rows.size() < ACTIVITIES_PAGE) {
          return activities.whole();
        }
        String next = "&page_token=" + Api.encoded(Wire.required(rows.get(rows.size() - 1), "id"));
        if (next.equals(from)) {
          return activities.broken("a page of " + ACTIVITIES_PAGE + " activities leads no further");
        }
        from = next;
      } catch (Trouble | Wire.Unreadable broken) {
        return activities.broken(String.valueOf(broken.getMessage()));
      }
    }
    return activities.broken("more than " + MOST_PAGES + " pages of activities");
  }

  /** What can be traded of one asset class. */
  Listing<Asset> assets(String assetClass) {
    return unpaged(
        "/v2/assets?status=active&asset_class=" + assetClass,
        ASSETS_WITHIN,
        ASSETS_BYTES,
        Asset::of);
  }

  <T> Listing<T> positions(Function<JsonNode, T> reading) {
    return unpaged("/v2/positions", ASSETS_WITHIN, ASSETS_BYTES, reading);
  }

  private <T> Listing<T> unpaged(
      String path, Duration within, int mostBytes, Function<JsonNode, T> reading) {
    Rows<T> rows = new Rows<>(reading);
    try {
      Wire.array(api.read(Purpose.READING, path, within, mostBytes)).forEach(rows::add);
      return rows.whole();
    } catch (Trouble | Wire.Unreadable broken) {
      return rows.broken(String.valueOf(broken.getMessage()));
    }
  }

  /** One order, by Alpaca's id. */
  AlpacaOrder order(String id) {
    return read(api.read(Purpose.LOOK_UP, "/v2/orders/" + Api.encoded(id)));
  }

  /** One order with its legs, by Alpaca's id. */
  AlpacaOrder nested(String id) {
    return read(api.read(Purpose.LOOK_UP, "/v2/orders/" + Api.encoded(id) + "?nested=true"));
  }

  private AlpacaOrder read(JsonNode order) {
    return claim.apply(Decoder.order(order));
  }

  /** One order, by the id that whoever placed it has given it. */
  AlpacaOrder orderOf(String clientOrderId) {
    return read(
        api.read(
            Purpose.LOOK_UP,
            "/v2/orders:by_client_order_id?client_order_id=" + Api.encoded(clientOrderId)));
  }

  /** The account, as it comes. */
  JsonNode account() {
    return api.read("/v2/account");
  }

  /** One asset, also one that is not traded any more. */
  Asset asset(String symbol) {
    return Asset.of(api.read("/v2/assets/" + Api.encoded(symbol)));
  }
}
