// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.ApiException;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Json;
import dev.fairlead.wire.Query;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * What no broker here has yet, asked for all the same: option contracts, their exercise, and the
 * announcements of corporate actions. There are none, and that is the answer; what could not be
 * meant is refused as where there are some.
 */
final class OptionRoutes {
  private static final int USUAL_PAGE = 100;
  private static final int LARGEST_PAGE = 10_000;
  private static final int MOST_ANNOUNCED_DAYS = 90;

  /** The Options Clearing Corporation's form, without the padding: {@code AAPL240119C00100000}. */
  private static final Pattern CONTRACT = Pattern.compile("[A-Z.]{1,6}\\d{6}[CP]\\d{8}");

  private static final Pattern CONTRACT_ID =
      Pattern.compile("[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}");

  private static final Map<String, Boolean> STATUSES = Map.of("active", true, "inactive", true);
  private static final Map<String, Boolean> TYPES = Map.of("call", true, "put", true);
  private static final Map<String, Boolean> STYLES = Map.of("american", true, "european", true);
  private static final Set<String> ACTIONS = Set.of("dividend", "merger", "spinoff", "split");
  private static final Map<String, Boolean> DATE_TYPES =
      Map.of("declaration_date", true, "ex_date", true, "record_date", true, "payable_date", true);

  OptionRoutes() {}

  void addTo(RoutesConfig routes) {
    routes.get("/v2/options/contracts", OptionRoutes::contracts);
    routes.get("/v2/options/contracts/{symbol}", OptionRoutes::contract);
    routes.post("/v2/positions/{symbol}/exercise", OptionRoutes::exercise);
    routes.post("/v2/positions/{symbol}/do-not-exercise", OptionRoutes::exercise);
    routes.get("/v2/corporate_actions/announcements", OptionRoutes::announcements);
    routes.get("/v2/corporate_actions/announcements/{id}", OptionRoutes::announcement);
  }

  private static void contracts(Context request) {
    Query query = new Query(request);
    query.word("status", true, STATUSES);
    query.word("type", true, TYPES);
    query.word("style", true, STYLES);
    query.number("limit", USUAL_PAGE, 1, LARGEST_PAGE);
    for (String date : List.of("expiration_date", "expiration_date_gte", "expiration_date_lte")) {
      query.instant(date);
    }
    ObjectNode json = Json.object();
    json.putArray("option_contracts");
    json.put("next_page_token", (String) null);
    Http.answer(request, 200, json);
  }

  private static void contract(Context request) {
    String name = ApiError.shown(request.pathParam("symbol"));
    throw ApiError.notFound("option contract " + name + " not found").asException();
  }

  /** Nobody holds an option, so nobody can exercise one. */
  private static void exercise(Context request) {
    String name = request.pathParam("symbol");
    boolean couldBe = CONTRACT.matcher(name).matches() || CONTRACT_ID.matcher(name).matches();
    throw couldBe
        ? ApiError.of(403, ApiError.FORBIDDEN, "no position found for " + name).asException()
        : ApiError.of(422, ApiError.UNPROCESSABLE, "invalid symbol").asException();
  }

  private static void announcements(Context request) {
    Query query = new Query(request);
    List<String> types = query.list("ca_types");
    if (types.isEmpty()) {
      throw required("ca_types", "types, such as dividend,split");
    }
    types.stream()
        .filter(type -> !ACTIONS.contains(type))
        .findFirst()
        .ifPresent(type -> {
          throw Query.bad("ca_types", type, "word", "must be of dividend,merger,spinoff,split");
        });
    query.word("date_type", true, DATE_TYPES);
    Instant since =
        query.instant("since").orElseThrow(() -> required("since", "a date, such as 2026-01-31"));
    Instant until =
        query.instant("until").orElseThrow(() -> required("until", "a date, such as 2026-01-31"));
    long days = ChronoUnit.DAYS.between(since, until);
    if (days < 0 || days > MOST_ANNOUNCED_DAYS) {
      throw Query.bad(
          "until",
          query.text("until").orElse(""),
          "range",
          "must be 0 to " + MOST_ANNOUNCED_DAYS + " days after since");
    }
    Http.answer(request, 200, Json.array());
  }

  private static ApiException required(String field, String what) {
    return Query.bad(field, "", "required", "give " + what);
  }

  private static void announcement(Context request) {
    String id = ApiError.shown(request.pathParam("id"));
    throw ApiError.notFound("announcement " + id + " not found").asException();
  }
}
