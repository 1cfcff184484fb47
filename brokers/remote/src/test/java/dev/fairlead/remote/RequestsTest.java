// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.remote.Delivery.Answer;
import dev.fairlead.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RequestsTest {
  private static final String BODY = "{\"symbol\":\"AAPL\",\"qty\":\"1\"}";
  private static final String ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Request-ID: 7\r\n"
          + "Content-Length: 13\r\n\r\n{\"id\":\"61e6\"}";
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

  private final Requests requests =
      new Requests(new Requests.Limits(Duration.ofSeconds(1), Duration.ofSeconds(2), 8));

  @AfterEach
  void close() {
    requests.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static Call post(URI uri) {
    return post(uri, ANSWER_LIMIT);
  }

  private static Call post(URI uri, Duration within) {
    return new Call(
        Call.Method.POST,
        uri,
        BODY,
        headers -> headers.accept("APCA-API-KEY-ID", "key"),
        within,
        1 << 16);
  }

  @Test
  void anAnswerComesWholeWithItsHeaders() throws IOException {
    try (RawServer server =
        new RawServer(connection -> {
          while (connection.readRequest()) {
            connection.write(ANSWER);
          }
        })) {
      for (int i = 0; i < 3; i++) {
        Delivery delivery = requests.send(post(server.at("/v2/orders?a=b")));
        assertThat(delivery).isInstanceOf(Answer.class);
        Answer answer = (Answer) delivery;
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"id\":\"61e6\"}");
        assertThat(answer.header("x-request-id")).contains("7");
      }
      assertThat(server.requests())
          .hasSize(3)
          .allSatisfy(request ->
              assertThat(request)
                  .startsWith("POST /v2/orders?a=b HTTP/1.1\r\n")
                  .containsIgnoringCase("APCA-API-KEY-ID: key\r\n")
                  .endsWith("\r\n\r\n" + BODY));
      assertThat(server.connections()).as("a connection is kept").isEqualTo(1);
    }
  }

  @Test
  @DisplayName("F-N01 a refused connection proves that nothing was sent")
  void aRefusedConnectionProvesThatNothingWasSent() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    assertThat(requests.send(post(URI.create("http://127.0.0.1:" + port + "/"))))
        .isInstanceOf(Delivery.NotSent.class);
  }

  @Test
  @DisplayName("F-N01 a name that is nobody's proves that nothing was sent")
  void anUnknownNameProvesThatNothingWasSent() {
    assertThat(requests.send(post(URI.create("http://nobody.invalid/"))))
        .isInstanceOf(Delivery.NotSent.class);
  }

  @Test
  @DisplayName("F-N01 a server that speaks no TLS gets nothing of the request")
  void withoutTlsNothingOfTheRequestIsSent() throws IOException {
    try (RawServer server =
        new RawServer(connection -> {
          connection.readBytes(5);
          connection.write("HTTP/1.1 400 Bad Request\r\n\r\n");
        })) {
      URI https = URI.create(server.at("/").toString().replace("http:", "https:"));
      Delivery delivery = requests.send(post(https));
      assertThat(delivery).isNotInstanceOf(Answer.class);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  @DisplayName("F-N02 a reset after any byte of the request leaves it lost, and nothing goes again")
  void aResetWithinTheRequestLeavesItLost() throws IOException {
    int whole = wholeRequest();
    List<String> odd = new ArrayList<>();
    for (int bytes = 1; bytes <= whole; bytes += 1) {
      int most = bytes;
      try (RawServer server =
          new RawServer(connection -> {
            connection.readBytes(most);
            connection.reset();
          })) {
        Delivery delivery = requests.send(post(server.at("/v2/orders")));
        if (!(delivery instanceof Delivery.Lost) || server.connections() != 1) {
          odd.add(bytes + " bytes: " + delivery + " over " + server.connections());
        }
      }
    }
    assertThat(odd).isEmpty();
  }

  private int wholeRequest() throws IOException {
    try (RawServer server =
        new RawServer(connection -> {
          connection.readRequest();
          connection.write(ANSWER);
        })) {
      requests.send(post(server.at("/v2/orders")));
      return server.requests().getFirst().length();
    }
  }

  @Test
  @DisplayName("F-N02 a cut after any byte of the answer but the last leaves the request lost")
  void aCutWithinTheAnswerLeavesItLost() throws IOException {
    List<String> odd = new ArrayList<>();
    for (int bytes = 0; bytes < ANSWER.length(); bytes++) {
      String part = ANSWER.substring(0, bytes);
      try (RawServer server =
          new RawServer(connection -> {
            if (connection.readRequest()) {
              connection.write(part);
              connection.close();
            }
          })) {
        Delivery delivery = requests.send(post(server.at("/v2/orders")));
        if (!(delivery instanceof Delivery.Lost) || server.requests().size() != 1) {
          odd.add(bytes + " bytes: " + delivery + " after " + server.requests().size());
        }
      }
    }
    assertThat(odd).isEmpty();
  }

  @Test
  @DisplayName("F-N03 a kept connection that closes as the request comes leaves it lost")
  void aKeptConnectionThatClosesLeavesItLost() throws IOException {
    try (RawServer server =
        new RawServer(connection -> {
          if (connection.readRequest()) {
            connection.write(ANSWER);
            // The next one is taken, and the connection closed.
            connection.readRequest();
            connection.reset();
          }
        })) {
      assertThat(requests.send(post(server.at("/")))).isInstanceOf(Answer.class);
      assertThat(requests.send(post(server.at("/")))).isInstanceOf(Delivery.Lost.class);
      assertThat(server.requests()).as("each was sent once").hasSize(2);
    }
  }

  @Test
  @DisplayName("F-N05 a redirect is an answer, and is not followed")
  void aRedirectIsNotFollowed() throws IOException {
    try (RawServer server =
        new RawServer(connection -> {
          connection.readRequest();
          connection.write(
              String.join(
                  "\r\n",
                  "HTTP/1.1 307 Temporary Redirect",
                  "Location: /elsewhere",
                  "Content-Length: 0",
                  "",
                  ""));
        })) {
      assertThat(requests.send(post(server.at("/"))))
          .isInstanceOfSatisfying(Answer.class, a -> assertThat(a.status()).isEqualTo(307));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  @DisplayName("F-N04 no status makes the client send again")
  void noStatusMakesTheClientSendAgain() throws IOException {
    for (int status : List.of(401, 407, 408, 421, 425, 429, 500, 502, 503, 504)) {
      try (RawServer server =
          new RawServer(connection -> {
            while (connection.readRequest()) {
              connection.write(
                  "HTTP/1.1 "
                      + status
                      + " Odd\r\nRetry-After: 0\r\nWWW-Authenticate: Basic realm=\"x\"\r\n"
                      + "Content-Length: 0\r\n\r\n");
            }
          })) {
        assertThat(requests.send(post(server.at("/"))))
            .isInstanceOfSatisfying(Answer.class, a -> assertThat(a.status()).isEqualTo(status));
        assertThat(server.requests()).as("status " + status).hasSize(1);
      }
    }
  }

  @Test
  void anAnswerThatNeverComesIsLostAfterItsLimit() throws IOException {
    try (RawServer server = new RawServer(connection -> connection.hang())) {
      assertThat(requests.send(post(server.at("/"), Duration.ofMillis(200))))
          .isInstanceOf(Delivery.Lost.class);
    }
  }

  /** The server has a connection a moment before the client has put it aside for its requests. */
  @Test
  void aRequestFindsTheConnectionThatWasWarmed() {
    Await.until("a request that finds it", this::findsWhatWasWarmed);
  }

  private boolean findsWhatWasWarmed() {
    try (RawServer server =
        new RawServer(connection -> {
          while (connection.readRequest()) {
            connection.write(ANSWER);
          }
        })) {
      requests.warm(server.at("/"));
      Await.until("it is open", () -> server.connections() == 1);
      assertThat(requests.send(post(server.at("/")))).isInstanceOf(Answer.class);
      assertThat(server.requests()).hasSize(1);
      return server.connections() == 1;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Test
  @DisplayName("I-02 what is only made ready opens no connection, and leaves whole when it is sent")
  void whatIsOnlyMadeReadyLetsNothingOut() throws IOException {
    try (RawServer server =
        new RawServer(connection -> {
          while (connection.readRequest()) {
            connection.write(ANSWER);
          }
        })) {
      Requests.Ready ready = requests.prepare(post(server.at("/ready")));
      assertThat(server.connections()).isZero();
      assertThat(requests.send(post(server.at("/other")))).isInstanceOf(Answer.class);
      assertThat(server.requests()).singleElement().asString().startsWith("POST /other ");

      CompletableFuture<Delivery> told = new CompletableFuture<>();
      ready.send(told::complete);
      assertThat(told.orTimeout(20, TimeUnit.SECONDS).join()).isInstanceOf(Answer.class);
      assertThat(server.requests().getLast()).startsWith("POST /ready ").endsWith(BODY);
      assertThat(server.connections()).as("the kept one took it").isEqualTo(1);
    }
  }

  @Test
  void whoSendsWithoutAWaitIsToldLater() throws IOException {
    CountDownLatch slow = new CountDownLatch(1);
    try (RawServer server =
        new RawServer(connection -> {
          while (connection.readRequest()) {
            await(slow);
            connection.write(ANSWER);
          }
        })) {
      CompletableFuture<Delivery> told = new CompletableFuture<>();
      requests.prepare(post(server.at("/"))).send(told::complete);
      assertThat(told).as("nobody has answered").isNotDone();
      slow.countDown();
      assertThat(told.orTimeout(20, TimeUnit.SECONDS).join()).isInstanceOf(Answer.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  @DisplayName("F-N02 who sends without a wait is told too when there is no answer")
  void whoSendsWithoutAWaitIsToldOfNoAnswer() throws IOException {
    try (RawServer server = new RawServer(connection -> connection.hang())) {
      CompletableFuture<Delivery> told = new CompletableFuture<>();
      requests.prepare(post(server.at("/"), Duration.ofMillis(200))).send(told::complete);
      assertThat(told.orTimeout(20, TimeUnit.SECONDS).join()).isInstanceOf(Delivery.Lost.class);
    }
  }

  @Test
  @DisplayName("F-N01 who sends without a wait is told that nothing was sent")
  void whoSendsWithoutAWaitIsToldThatNothingWasSent() throws IOException {
    URI nobody;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + taken.getLocalPort());
    }
    CompletableFuture<Delivery> told = new CompletableFuture<>();
    requests.prepare(post(nobody)).send(told::complete);
    assertThat(told.orTimeout(20, TimeUnit.SECONDS).join()).isInstanceOf(Delivery.NotSent.class);
  }

  @Test
  @DisplayName("L-11 a peer that reads nothing holds neither who sends nor another request")
  void aPeerThatReadsNothingHoldsNobody() throws IOException {
    try (RawServer stuck = new RawServer(connection -> connection.hang());
        RawServer server =
            new RawServer(connection -> {
              connection.readRequest();
              connection.write(ANSWER);
            })) {
      Call huge =
          new Call(
              Call.Method.POST,
              stuck.at("/"),
              "x".repeat(64 << 20),
              _ -> {},
              ANSWER_LIMIT,
              1 << 16);
      CompletableFuture<Delivery> told = new CompletableFuture<>();
      requests.prepare(huge).send(told::complete);
      assertThat(requests.send(post(server.at("/")))).isInstanceOf(Answer.class);
      assertThat(told).as("it is still being written").isNotDone();
      assertThat(told.orTimeout(20, TimeUnit.SECONDS).join()).isInstanceOf(Delivery.Lost.class);
    }
  }

  @Test
  void anAnswerThatStallsInItsBodyIsLostAfterItsLimit() throws IOException {
    try (RawServer server =
        new RawServer(connection -> {
          connection.readRequest();
          connection.write(ANSWER.substring(0, ANSWER.length() - 3));
          connection.hang();
        })) {
      assertThat(requests.send(post(server.at("/"), Duration.ofMillis(200))))
          .isInstanceOf(Delivery.Lost.class);
    }
  }

  @Test
  void anAnswerThatIsTooLongIsLost() throws IOException {
    try (RawServer server =
        new RawServer(connection -> {
          connection.readRequest();
          connection.write(
              "HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + "x".repeat(200_000));
        })) {
      assertThat(requests.send(post(server.at("/")))).isInstanceOf(Delivery.Lost.class);
    }
  }
}
