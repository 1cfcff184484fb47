// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.journal.SqliteJournal;
import dev.fairlead.keys.IssuedKey;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets in every slot that takes one, and then a look for them wherever anything is written. */
final class CanaryTest {
  private static final String ORDER =
      "{'symbol':'AAPL','qty':'1','side':'buy','type':'limit','time_in_force':'day',"
          + "'limit_price':'1'}";

  @TempDir private Path data;

  private final List<String> canaries = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();

  private String canary(String slot) {
    String canary = "c4n4ry~" + slot + "~Zx9+/Q==" + canaries.size();
    canaries.add(canary);
    return canary;
  }

  private void ask(TestServer gateway, String path, String... headers) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(gateway.server.address() + path))
            .headers(headers)
            .build();
    TestServer.Answer answer = gateway.send(request);
    answers.add(answer.response().headers().map() + " " + answer.response().body());
  }

  @Test
  @DisplayName(
      "S-22, S-23 no secret shows in a log, an answer, the journal, the store or a key file")
  void secretsShowNowhere() throws IOException {
    List<String> logged;
    try (Logged log = new Logged();
        TestServer gateway =
            TestServer.start(data, SqliteJournal.open(data, TestServer.CLOCK), config -> config)) {
      IssuedKey key = gateway.key;
      canaries.add(key.secret());
      answers.add(key.toString());
      askWithSecrets(gateway, key);
      gateway.awaitStatus(gateway.place(ORDER), "new");
      connectWithSecrets(gateway, key);
      lookAtNumbers(gateway, key);
      try (StreamClient honest = gateway.listen()) {
        gateway.place(ORDER);
        answers.add(honest.next().toString());
      }
      logged = log.lines();
    }
    // The lines that would show one if any did: a request with a secret in its query, and an order.
    assertThat(logged)
        .anyMatch(line -> line.contains("request answered") && line.contains("/v2/account"))
        .anyMatch(line -> line.contains("order accepted"))
        .anyMatch(line -> line.contains("request accepted"));
    assertClean("the log", String.join("\n", logged));
    assertClean("the answers", String.join("\n", answers));
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertClean(
            file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
  }

  private void askWithSecrets(TestServer gateway, IssuedKey key) {
    ask(
        gateway,
        "/v2/account",
        "APCA-API-KEY-ID",
        key.key().id(),
        "APCA-API-SECRET-KEY",
        key.secret());
    ask(
        gateway,
        "/v2/account",
        "APCA-API-KEY-ID",
        key.key().id(),
        "APCA-API-SECRET-KEY",
        canary("wrong-secret"));
    ask(gateway, "/v2/account", "Authorization", "Bearer " + canary("bearer"));
    ask(
        gateway,
        "/v2/account",
        "Authorization",
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("PK:" + canary("basic")).getBytes(StandardCharsets.UTF_8)));
    ask(gateway, "/v2/account", "Cookie", "session=" + canary("cookie"));
  }

  private void lookAtNumbers(TestServer gateway, IssuedKey key) {
    String secret = canary("query");
    String path = "/v2/account?secret=" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
    String[] good = {"APCA-API-KEY-ID", key.key().id(), "APCA-API-SECRET-KEY", key.secret()};
    ask(gateway, path, good);
    ask(gateway, "/fairlead/v1/brokers/metrics", good);
    String pair = key.key().id() + ":" + key.secret();
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    answers.add(gateway.text("/metrics", "Authorization", "Basic " + basic).body());
  }

  private void connectWithSecrets(TestServer gateway, IssuedKey key) {
    socket(
        gateway,
        "{'action':'auth','key':'" + key.key().id() + "','secret':'" + canary("frame") + "'}");
    socket(gateway, "{'action':'authenticate','data':{'oauth_token':'" + canary("token") + "'}}");
    socket(
        gateway,
        "{'action':'authenticate','data':{'key_id':'x','secret_key':'" + canary("broken") + "'");
    try (RawWebSocket refused =
        RawWebSocket.connect(
            gateway.server,
            "APCA-API-KEY-ID: " + key.key().id(),
            "APCA-API-SECRET-KEY: " + canary("handshake"))) {
      answers.add(refused.head + refused.body());
    }
  }

  private void socket(TestServer gateway, String frame) {
    try (RawWebSocket socket = RawWebSocket.connect(gateway.server)) {
      answers.add(socket.text(frame).read().text());
    }
  }

  private void assertClean(String where, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String canary : canaries) {
      byte[] bytes = canary.getBytes(StandardCharsets.UTF_8);
      assertThat(text).as(where).doesNotContain(canary);
      assertThat(text).as(where).doesNotContain(URLEncoder.encode(canary, StandardCharsets.UTF_8));
      assertThat(text).as(where).doesNotContain(Base64.getEncoder().encodeToString(bytes));
      assertThat(lower).as(where).doesNotContain(HexFormat.of().formatHex(bytes));
    }
  }
}
