// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.peer;

import dev.fairlead.model.Placement.Attempt;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The REST API over the book (facts 2): who asks what, and what it is answered with. */
final class PeerApi {
  private static final String ORDERS = "/v2/orders";
  private static final String BY_CLIENT_ID = "/v2/orders:by_client_order_id";
  private static final int MOST = 500;
  private static final Set<String> ENDED =
      Set.of("filled", "canceled", "expired", "rejected", "replaced");

  private final PeerBook book;
  private final PeerMarket market;
  private final InstantSource clock;
  private final AtomicBoolean firstPage = new AtomicBoolean(true);
  private volatile boolean breaksLists;

  PeerApi(PeerBook book, PeerMarket market, InstantSource clock) {
    this.book = book;
    this.market = market;
    this.clock = clock;
  }

  /** From now on one page of a list is told, and no other. */
  void breakLists() {
    breaksLists = true;
  }

  /** What a request asks of an order; empty where it is about no single one. */
  static Optional<Attempt.Kind> kind(PeerRequest request) {
    boolean one = request.path().startsWith(ORDERS + "/");
    return switch (request.method()) {
      case "POST" ->
          request.path().equals(ORDERS) ? Optional.of(Attempt.Kind.PLACE) : Optional.empty();
      case "DELETE" -> one ? Optional.of(Attempt.Kind.CANCEL) : Optional.empty();
      case "PATCH" -> one ? Optional.of(Attempt.Kind.REPLACE) : Optional.empty();
      case "GET" ->
          one || request.path().equals(BY_CLIENT_ID)
              ? Optional.of(Attempt.Kind.QUERY)
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  PeerReply answer(PeerRequest request) {
    return kind(request).map(kind -> order(kind, request)).orElseGet(() -> read(request));
  }

  private PeerReply order(Attempt.Kind kind, PeerRequest request) {
    String id =
        request.path().startsWith(ORDERS + "/")
            ? request.path().substring(ORDERS.length() + 1)
            : "";
    return switch (kind) {
      case PLACE -> book.place(PeerJson.read(request.body()));
      case CANCEL -> book.cancel(id);
      case REPLACE -> book.replace(id, PeerJson.read(request.body()));
      case QUERY -> {
        Optional<ObjectNode> found =
            id.isEmpty()
                ? request.parameter("client_order_id").flatMap(book::orderOf)
                : request.parameter("nested").isPresent() ? book.nested(id) : book.order(id);
        yield found
            .map(order -> PeerReply.json(200, order))
            .orElseGet(() -> PeerReply.error(404, 40410000, "order not found"));
      }
    };
  }

  private PeerReply read(PeerRequest request) {
    String path = request.path();
    if (path.startsWith("/v2/account/activities")) {
      return breaksLists && request.parameter("page_token").isPresent()
          ? PeerReply.error(500, 50010000, "internal server error occurred")
          : PeerActivities.page(book.activities(), request);
    }
    if (path.startsWith("/v2/positions/")) {
      return PeerReply.error(404, 40410000, "position does not exist");
    }
    if (path.startsWith("/v2/assets/")) {
      String symbol =
          URLDecoder.decode(path.substring("/v2/assets/".length()), StandardCharsets.UTF_8);
      return PeerAssets.lists(symbol)
          ? PeerReply.json(200, PeerAssets.asset(symbol))
          : PeerReply.error(404, 40410000, "asset not found for " + symbol);
    }
    return switch (path) {
      case "/v2/account" -> PeerReply.json(200, book.account());
      case "/v2/positions" -> PeerReply.json(200, book.positions());
      case "/v2/assets" ->
          PeerReply.json(200, PeerAssets.assets(request.parameter("asset_class").orElse("")));
      case "/v2/clock" -> PeerReply.json(200, clock());
      case "/v2/calendar" -> PeerReply.json(200, PeerJson.array());
      case ORDERS -> list(request);
      default -> market.answer(request);
    };
  }

  private ObjectNode clock() {
    Instant now = clock.instant();
    return PeerJson.object()
        .put("timestamp", now.atZone(ZoneId.of("America/New_York")).toOffsetDateTime().toString())
        .put("is_open", true)
        .put("next_open", PeerJson.instant(now.plus(18, ChronoUnit.HOURS)))
        .put("next_close", PeerJson.instant(now.plus(2, ChronoUnit.HOURS)));
  }

  private PeerReply list(PeerRequest request) {
    int limit = request.parameter("limit").map(Integer::parseInt).orElse(50);
    if (limit > MOST) {
      return PeerReply.error(422, 40010001, "limit must be at most " + MOST);
    }
    boolean ascending = request.parameter("direction").filter("asc"::equals).isPresent();
    Comparator<PeerOrder> byTime = Comparator.comparing(order -> order.submittedAt);
    List<PeerOrder> all = book.orders().stream().sorted(byTime).toList();
    List<PeerOrder> rows =
        (ascending ? all : all.reversed()).stream().filter(wanted(request)).toList();
    int from =
        request
            .parameter(ascending ? "after_order_id" : "before_order_id")
            .map(id -> 1 + rows.stream().map(order -> order.id).toList().indexOf(id))
            .orElse(0);
    if (breaksLists && !firstPage.compareAndSet(true, false)) {
      return PeerReply.error(500, 50010000, "internal server error occurred");
    }
    ArrayNode page = PeerJson.array();
    Instant now = clock.instant();
    rows.stream().skip(from).limit(limit).forEach(order -> page.add(order.json(now)));
    return PeerReply.json(200, page);
  }

  private static Predicate<PeerOrder> wanted(PeerRequest request) {
    String status = request.parameter("status").orElse("open");
    Optional<Instant> after = request.parameter("after").map(Instant::parse);
    Optional<Instant> until = request.parameter("until").map(Instant::parse);
    Set<String> symbols =
        request.parameter("symbols").map(text -> Set.of(text.split(",", -1))).orElse(Set.of());
    return order ->
        (status.equals("all") || status.equals("closed") == ENDED.contains(order.status))
            && after.map(order.submittedAt.truncatedTo(ChronoUnit.MICROS)::isAfter).orElse(true)
            && until.map(order.submittedAt.truncatedTo(ChronoUnit.MICROS)::isBefore).orElse(true)
            && (symbols.isEmpty() || symbols.contains(order.symbol()));
  }
}
