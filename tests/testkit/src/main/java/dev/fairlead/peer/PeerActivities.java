// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.peer;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The list of activities, in pages (facts 2.3). */
final class PeerActivities {
  private static final int MOST = 100;
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final DateTimeFormatter ID = DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS");

  private PeerActivities() {}

  static String id(Instant at, String name) {
    return ID.format(at.atZone(NEW_YORK)) + "::" + name;
  }

  /** Money that came: a cash deposit. */
  static ObjectNode deposit(String name, Instant at, String amount) {
    return PeerJson.object()
        .put("id", id(at, name))
        .put("activity_type", "CSD")
        .put("date", at.atZone(NEW_YORK).toLocalDate().toString())
        .put("created_at", PeerJson.instant(at))
        .put("net_amount", amount)
        .put("description", "deposit")
        .put("status", "executed");
  }

  static PeerReply page(List<ObjectNode> all, PeerRequest request) {
    int size = request.parameter("page_size").map(Integer::parseInt).orElse(MOST);
    if (size > MOST) {
      return PeerReply.error(
          422, 40010001, "tried to set the page size to " + size + ", but the maximum is " + MOST);
    }
    boolean ascending = request.parameter("direction").filter("asc"::equals).isPresent();
    Comparator<ObjectNode> byId = Comparator.comparing(one -> one.path("id").asString());
    List<ObjectNode> rows =
        all.stream().filter(wanted(request)).sorted(ascending ? byId : byId.reversed()).toList();
    int from =
        request
            .parameter("page_token")
            .map(token ->
                1 + rows.stream().map(one -> one.path("id").asString()).toList().indexOf(token))
            .orElse(0);
    ArrayNode page = PeerJson.array();
    rows.stream().skip(from).limit(size).forEach(row -> page.add(row));
    return PeerReply.json(200, page);
  }

  private static Predicate<ObjectNode> wanted(PeerRequest request) {
    List<String> types =
        request.path().startsWith("/v2/account/activities/")
            ? List.of(request.path().substring("/v2/account/activities/".length()))
            : request
                .parameter("activity_types")
                .map(text -> List.of(text.split(",", -1)))
                .orElse(List.of());
    Predicate<ObjectNode> ofType =
        one -> types.isEmpty() || types.contains(one.path("activity_type").asString());
    Predicate<ObjectNode> ofCategory =
        one ->
            request
                .parameter("category")
                .map(category ->
                    category.equals("trade_activity")
                        == one.path("activity_type").asString().equals("FILL"))
                .orElse(true);
    Predicate<ObjectNode> ofOrder =
        one ->
            request
                .parameter("order_id")
                .map(one.path("order_id").asString("")::equals)
                .orElse(true);
    Predicate<ObjectNode> after =
        one -> request.parameter("after").map(Instant::parse).map(at(one)::isAfter).orElse(true);
    Predicate<ObjectNode> until =
        one -> request.parameter("until").map(Instant::parse).map(at(one)::isBefore).orElse(true);
    return Stream.of(ofCategory, ofOrder, after, until).reduce(ofType, Predicate::and);
  }

  private static Instant at(ObjectNode activity) {
    return Instant.parse(
        activity
            .path("transaction_time")
            .asString(activity.path("created_at").asString(Instant.EPOCH.toString())));
  }
}
