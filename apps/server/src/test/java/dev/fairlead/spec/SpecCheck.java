// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Judges answers by Alpaca's OpenAPI documents: what has a schema follows it, save for a known
 * {@link Deviation}, and every refusal is Alpaca's {@code {code, message}}. Remembers which answers
 * it has seen and which deviations were met. Thread-safe.
 */
public final class SpecCheck {
  /** Where the documents are, if they are anywhere. */
  public static final Path FOLDER =
      Path.of(System.getProperty("fairlead.root", "../.."), "../shared/data/alpaca");

  private static final @Nullable SpecCheck FOUND = find();
  private static final int FIRST_REFUSAL = 400;

  private final List<ApiSpec> specs;
  private final Set<String> seen = new TreeSet<>();
  private final Set<Deviation> met = EnumSet.noneOf(Deviation.class);

  private SpecCheck(List<ApiSpec> specs) {
    this.specs = specs;
  }

  private static @Nullable SpecCheck find() {
    Path trading = FOLDER.resolve("trading-openapi.yaml");
    Path marketData = FOLDER.resolve("market-data-openapi.yaml");
    return Files.exists(trading) && Files.exists(marketData)
        ? new SpecCheck(List.of(ApiSpec.read(trading), ApiSpec.read(marketData)))
        : null;
  }

  /** The judge, where the documents are. */
  public static Optional<SpecCheck> found() {
    return Optional.ofNullable(FOUND);
  }

  /**
   * Fails where an answer is not as documented. Does nothing where the documents are not, nor for
   * paths that are not Alpaca's.
   *
   * @param path as it was sent, without the query
   * @param body null where there was none
   */
  public static void requireDocumented(
      String method, String path, int status, @Nullable JsonNode body) {
    if (FOUND != null) {
      List<String> faults = FOUND.faults(method, path, status, body);
      if (!faults.isEmpty()) {
        throw new AssertionError(
            method
                + " "
                + path
                + " answered "
                + status
                + ", which is not as Alpaca documents it:\n  "
                + String.join("\n  ", faults)
                + "\nin "
                + body);
      }
    }
  }

  /** What is not as documented, deviations aside. */
  List<String> faults(String method, String path, int status, @Nullable JsonNode body) {
    return operation(method, path)
        .map(operation -> {
          note(operation.name() + " " + status);
          Optional<ApiSpec.Shape> shape =
              operation.answers().getOrDefault(status, Optional.empty());
          return status < FIRST_REFUSAL
              ? answer(operation, status, shape, body)
              : refusal(shape, body);
        })
        .orElse(List.of());
  }

  private List<String> answer(
      ApiSpec.Operation operation,
      int status,
      Optional<ApiSpec.Shape> shape,
      @Nullable JsonNode body) {
    if (!operation.answers().containsKey(status)) {
      return List.of("status " + status + " is not documented");
    }
    if (shape.isEmpty()) {
      return List.of();
    }
    if (body == null) {
      return List.of("there is no body");
    }
    JsonNode judged = Deviation.asDocumented(operation.name(), body, this::meet);
    return Stream.concat(shape.get().faults(judged).stream(), shape.get().surplus(judged).stream())
        .toList();
  }

  /** Alpaca's documents mostly give no schema for refusals. Ours have their numbers besides. */
  private static List<String> refusal(Optional<ApiSpec.Shape> shape, @Nullable JsonNode body) {
    if (body == null || !body.path("code").isIntegralNumber() || !body.path("message").isString()) {
      return List.of("a refusal is {code: number, message: text}");
    }
    return shape.map(known -> known.faults(body)).orElse(List.of());
  }

  private synchronized void note(String answer) {
    seen.add(answer);
  }

  private synchronized void meet(Deviation deviation) {
    met.add(deviation);
  }

  /** The documented operation that a request is of, as {@code GET /v2/orders/{order_id}}. */
  public Optional<String> operationOf(String method, String path) {
    return operation(method, path).map(ApiSpec.Operation::name);
  }

  private Optional<ApiSpec.Operation> operation(String method, String path) {
    return specs.stream().flatMap(spec -> spec.operation(method, path).stream()).findFirst();
  }

  /** Every documented answer, each as {@code GET /v2/orders 200}. */
  public Set<String> documented() {
    return specs.stream()
        .flatMap(spec -> spec.operations().stream())
        .flatMap(known -> known.answers().keySet().stream().map(at -> known.name() + " " + at))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The answers judged so far, each as {@code GET /v2/orders 200}. */
  public synchronized Set<String> seen() {
    return new TreeSet<>(seen);
  }

  /** The deviations that answers judged so far have met. */
  public synchronized Set<Deviation> met() {
    return EnumSet.copyOf(met);
  }
}
