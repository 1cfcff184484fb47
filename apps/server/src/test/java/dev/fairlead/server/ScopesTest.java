// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.keys.Grant;
import dev.fairlead.keys.IssuedKey;
import dev.fairlead.keys.Scope;
import dev.fairlead.wire.Access;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route that the router has, with every set of scopes that a key can have. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ScopesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private static Path data;
  private TestServer gateway;
  private List<IssuedKey> keys;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  void start() {
    gateway = TestServer.start(data);
    keys = scopeSets().map(scopes -> gateway.keys.create(Grant.of(scopes))).toList();
  }

  @AfterAll
  void stop() {
    http.close();
    gateway.close();
  }

  /** Every set but the empty one: no key can have that. */
  private static Stream<Set<Scope>> scopeSets() {
    List<Set<Scope>> sets = new ArrayList<>(List.of(Set.of()));
    for (Scope scope : Scope.values()) {
      for (Set<Scope> without : List.copyOf(sets)) {
        Set<Scope> with = EnumSet.of(scope);
        with.addAll(without);
        sets.add(with);
      }
    }
    return sets.stream().skip(1);
  }

  private Stream<ServedRoute> requestRoutes() {
    return gateway.server.routes().stream()
        .filter(route -> !route.method().equals(ServedRoute.SOCKET));
  }

  @Test
  void theRouterHasEveryKindOfRoute() {
    assertThat(requestRoutes()).hasSizeGreaterThan(15);
    assertThat(gateway.server.routes())
        .contains(new ServedRoute("POST", "/v2/orders", Access.TRADE))
        .contains(new ServedRoute("GET", "/v2/orders", Access.READ))
        .contains(new ServedRoute(ServedRoute.SOCKET, "/stream", Access.READ));
  }

  @ParameterizedTest
  @MethodSource("requestRoutes")
  @DisplayName("S-10 a route without a key is health's, and no other is")
  void everyRouteButHealthNeedsAKey(ServedRoute route) {
    Seen seen = ask(route, null);
    if (route.access() == Access.OPEN) {
      assertThat(route.path()).startsWith("/health/");
      assertThat(seen.status()).isEqualTo(200);
    } else {
      assertThat(seen.status()).as(seen.toString()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @MethodSource("requestRoutes")
  @DisplayName("S-13 scope by route: what a key lacks the scope for is 403, and nothing else is")
  void aKeyDoesWhatItsScopesSay(ServedRoute route) {
    for (IssuedKey key : keys) {
      Set<Scope> scopes = key.key().grant().scopes();
      Seen seen = ask(route, key);
      boolean allowed =
          switch (route.access()) {
            case OPEN, KEY -> true;
            case READ -> scopes.contains(Scope.READ);
            case TRADE -> scopes.contains(Scope.TRADE);
            case ADMIN -> scopes.contains(Scope.ADMIN);
          };
      if (allowed) {
        // What nobody may do, such as to exercise an option that is not held, names no scope.
        assertThat(seen.status()).as(scopes + ": " + seen).isNotEqualTo(401);
        assertThat(seen.body()).as(scopes + ": " + seen).doesNotContain("\"scope\":");
      } else {
        assertThat(seen.status()).as(scopes + ": " + seen).isEqualTo(403);
        assertThat(seen.body()).contains("\"scope\":\"" + word(route.access()) + "\"");
      }
    }
  }

  private static String word(Access access) {
    return Scope.valueOf(access.name()).word();
  }

  @ParameterizedTest
  @MethodSource("scopeSets")
  @DisplayName("S-13 the stream is for keys that may read")
  void theStreamNeedsRead(Set<Scope> scopes) {
    IssuedKey key = gateway.keys.create(Grant.of(scopes));
    try (StreamClient stream = gateway.stream()) {
      stream.send(
          "{'action':'authenticate','data':{'key_id':'%s','secret_key':'%s'}}"
              .formatted(key.key().id(), key.secret()));
      assertThat(stream.next().at("/data/status").asString())
          .isEqualTo(scopes.contains(Scope.READ) ? "authorized" : "unauthorized");
    }
  }

  /** What came back; the body only of a refusal, because that of a stream has no end. */
  private record Seen(ServedRoute route, int status, String body) {}

  private Seen ask(ServedRoute route, @Nullable IssuedKey key) {
    String path = route.path().replaceAll("[{<][^}>]*[}>]", "5e2a8f1a-9c10-4d3a-8c64-7f59c1d18c11");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(gateway.server.address() + path))
            .timeout(PATIENCE)
            .method(route.method(), HttpRequest.BodyPublishers.noBody());
    if (key != null) {
      request.header("APCA-API-KEY-ID", key.key().id());
      request.header("APCA-API-SECRET-KEY", key.secret());
    }
    try {
      HttpResponse<InputStream> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        boolean refused = response.statusCode() >= 400;
        String text = refused ? new String(body.readAllBytes(), StandardCharsets.UTF_8) : "";
        return new Seen(route, response.statusCode(), text);
      }
    } catch (IOException e) {
      throw new AssertionError("no answer to " + route, e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
