// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.data;

import dev.fairlead.tape.JsonFields;
import dev.fairlead.tape.Letters;
import dev.fairlead.wire.Query;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;

/** What the letters in trades and quotes stand for: those that occur here, and no others. */
final class MetaRoutes {
  private static final Map<String, Map<String, String>> CONDITIONS =
      Map.of(
          "trade", Map.of("@", "Regular Sale"),
          "quote", Map.of("R", "Regular, two sided open"));

  private static final Map<String, String> TAPES = Map.of("A", "A", "B", "B", "C", "C", "O", "O");

  private MetaRoutes() {}

  static void addTo(RoutesConfig routes) {
    DataRoute exchanges = _ -> document(Letters.all());
    DataRoute conditions = MetaRoutes::conditions;
    routes.get("/v2/stocks/meta/exchanges", exchanges.handler());
    routes.get("/v2/stocks/meta/conditions/{ticktype}", conditions.handler());
  }

  /** The same on every tape; but one has to be named, and be one. */
  private static byte[] conditions(Context request) {
    Query query = new Query(request);
    if (query.word("tape", "", TAPES).isEmpty()) {
      throw Query.bad("tape", "", "required", "must be A, B, C or O");
    }
    return document(Query.meaning("ticktype", request.pathParam("ticktype"), CONDITIONS));
  }

  private static byte[] document(Map<String, String> meanings) {
    return JsonFields.object(out -> meanings.forEach(out::text));
  }
}
