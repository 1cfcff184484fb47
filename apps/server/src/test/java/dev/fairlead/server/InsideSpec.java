// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.fairlead.server.TestServer.Answer;
import dev.fairlead.wire.Access;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document as it is served, and whether answers are as it says. */
final class InsideSpec {
  private static final String URI = "https://fairlead.test/openapi.json";

  private final JsonNode document;
  private final SchemaRegistry schemas;

  InsideSpec(JsonNode document) {
    this.document = document;
    this.schemas =
        SchemaRegistry.withDialect(
            Dialects.getOpenApi31(),
            builder ->
                builder
                    .schemas(Map.of(URI, document.toString()))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  }

  JsonNode document() {
    return document;
  }

  /** Its operations as the router would have them. */
  Set<ServedRoute> routes() {
    Set<ServedRoute> routes = new LinkedHashSet<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        String access = operation.getValue().get("x-fairlead-access").asString();
        routes.add(
            new ServedRoute(
                operation.getKey().toUpperCase(Locale.ROOT),
                path.getKey(),
                Access.valueOf(access.toUpperCase(Locale.ROOT))));
      }
    }
    return routes;
  }

  /** Fails where the answer has a status, a media type or a body that the document has not. */
  void check(String method, String path, Answer answer) {
    String plain = path.replaceFirst("\\?.*", "");
    String template =
        document.get("paths").propertyNames().stream()
            .filter(known -> plain.matches(known.replaceAll("\\{[^}]*}", "[^/]+")))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no path in the document for " + path));
    String status = Integer.toString(answer.status());
    String operation = method.toLowerCase(Locale.ROOT);
    JsonNode response =
        document.get("paths").path(template).path(operation).path("responses").path(status);
    assertThat(response.isObject()).as(method + " " + path + " may not answer " + answer).isTrue();
    String mediaType =
        answer.response().headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    JsonNode content = response.get("content");
    assertThat(content.propertyNames()).contains(mediaType);
    String pointer =
        "/paths/%s/%s/responses/%s/content/%s/schema"
            .formatted(escaped(template), operation, status, escaped(mediaType));
    Schema schema = schemas.getSchema(SchemaLocation.of(URI + "#" + pointer));
    assertThat(schema.validate(answer.json())).as(method + " " + path + ": " + answer).isEmpty();
  }

  /** As JSON pointers in a URI want it. */
  private static String escaped(String key) {
    return key.replace("~", "~0")
        .replace("/", "~1")
        .replace("{", "%7B")
        .replace("}", "%7D")
        .replace("+", "%2B");
  }
}
