// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.spec;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** One OpenAPI document: its operations, and what each may answer. Thread-safe. */
final class ApiSpec {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private final List<Operation> operations;

  private ApiSpec(List<Operation> operations) {
    this.operations = List.copyOf(operations);
  }

  /**
   * One method on one path.
   *
   * @param template the path with its parameters in braces
   * @param answers the documented statuses; a status without a JSON body has no schema
   */
  record Operation(
      String method, String template, Pattern path, Map<Integer, Optional<Shape>> answers) {
    String name() {
      return method + " " + template;
    }

    /** How many segments of the path are open; the fewer, the closer the match. */
    private long openness() {
      return template.chars().filter(c -> c == '{').count();
    }
  }

  /** What a body has to be like. */
  record Shape(Schema schema, JsonNode raw, UnknownKeys keys) {
    /** What is wrong with {@code body}, each as a place and a reason. */
    List<String> faults(JsonNode body) {
      List<String> faults = new ArrayList<>();
      for (Error error : schema.validate(body)) {
        faults.add(
            error.getInstanceLocation() + " " + error.getKeyword() + ": " + error.getMessage());
      }
      return faults;
    }

    /** What {@code body} has besides, each as a place and a reason. */
    List<String> surplus(JsonNode body) {
      return keys.in(raw, body).stream()
          .map(place -> place + " is a key that is not documented")
          .toList();
    }
  }

  static ApiSpec read(Path yaml) {
    try {
      String uri = "https://spec.test/" + yaml.getFileName();
      JsonNode document = new YAMLMapper().readTree(Files.readString(yaml));
      String json = new JsonMapper().writeValueAsString(document);
      SchemaRegistry schemas =
          SchemaRegistry.withDialect(
              Dialects.getOpenApi31(),
              builder ->
                  builder
                      .schemas(Map.of(uri, json))
                      .schemaRegistryConfig(
                          SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
      return new ApiSpec(operations(document, schemas, uri));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Operation> operations(JsonNode document, SchemaRegistry schemas, String uri) {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          String at = "/paths/" + escaped(path.getKey()) + "/" + method.getKey() + "/responses/";
          operations.add(
              new Operation(
                  method.getKey().toUpperCase(java.util.Locale.ROOT),
                  path.getKey(),
                  pattern(path.getKey()),
                  answers(document, at, schemas, uri)));
        }
      }
    }
    return operations;
  }

  private static Map<Integer, Optional<Shape>> answers(
      JsonNode document, String at, SchemaRegistry schemas, String uri) {
    Map<Integer, Optional<Shape>> answers = new TreeMap<>();
    UnknownKeys keys = new UnknownKeys(document);
    for (String status : document.at(at.substring(0, at.length() - 1)).propertyNames()) {
      String place = at + status;
      String shared = document.at(place).path("$ref").asString("");
      String response = shared.isEmpty() ? place : shared.substring(1);
      String schema = response + "/content/application~1json/schema";
      answers.put(
          Integer.valueOf(status),
          document.at(schema).isMissingNode()
              ? Optional.empty()
              : Optional.of(
                  new Shape(
                      schemas.getSchema(SchemaLocation.of(uri + "#" + schema)),
                      document.at(schema),
                      keys)));
    }
    return answers;
  }

  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  private static Pattern pattern(String template) {
    StringBuilder pattern = new StringBuilder();
    for (String part : template.splitWithDelimiters("\\{[^}]*}", 0)) {
      pattern.append(part.startsWith("{") ? "[^/]+" : Pattern.quote(part));
    }
    return Pattern.compile(pattern.toString());
  }

  List<Operation> operations() {
    return operations;
  }

  /** The operation that a request is of, by its path as it was sent. */
  Optional<Operation> operation(String method, String path) {
    return operations.stream()
        .filter(known -> known.method().equals(method) && known.path().matcher(path).matches())
        .min(Comparator.comparingLong(Operation::openness));
  }
}
