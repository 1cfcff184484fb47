// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.inside.InsideApi;
import dev.fairlead.keys.Grant;
import dev.fairlead.keys.IssuedKey;
import dev.fairlead.keys.Scope;
import dev.fairlead.server.TestServer.Answer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server, and Fairlead's own API of it; every answer is checked against what it documents. */
abstract class InsideServer {
  static final String ROOT = InsideApi.ROOT;
  static final String LIMIT_ORDER =
      "{'symbol':'AAPL','qty':'10','side':'buy','type':'limit','time_in_force':'day',"
          + "'limit_price':'189.5'}";

  @TempDir private Path data;
  TestServer gateway;
  InsideSpec spec;
  IssuedKey admin;

  @BeforeEach
  void start() {
    gateway = TestServer.start(data);
    spec = new InsideSpec(gateway.get(ROOT + "/openapi.json").json());
    admin = gateway.keys.create(Grant.of(Set.of(Scope.ADMIN)));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  final Answer ask(String method, String path, @Nullable String body, IssuedKey as) {
    String json = body == null ? null : body.replace('\'', '"');
    Answer answer = gateway.send(method, ROOT + path, json, as);
    spec.check(method, ROOT + path, answer);
    return answer;
  }

  final JsonNode get(String path) {
    Answer answer = ask("GET", path, null, gateway.key);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json();
  }

  final JsonNode trail(JsonNode order) {
    return get("/orders/" + order.get("id").asString());
  }

  final String[] words(String schema, String property) {
    return spec.document()
        .at("/components/schemas/" + schema + "/properties/" + property + "/enum")
        .valueStream()
        .map(JsonNode::asString)
        .toArray(String[]::new);
  }

  static String[] words(Enum<?>[] values) {
    return Arrays.stream(values)
        .map(value -> value.name().toLowerCase(Locale.ROOT))
        .toArray(String[]::new);
  }
}
