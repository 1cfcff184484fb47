// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fairlead.broker.LinkSignal;
import dev.fairlead.broker.MarketDataException;
import dev.fairlead.broker.Secret;
import dev.fairlead.remote.Requests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The market data API over real HTTP, on this machine. */
final class HttpDataRequestsTest {
  private final Requests requests =
      new Requests(new Requests.Limits(Duration.ofSeconds(2), Duration.ofSeconds(2), 4));
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<LinkSignal> signals = new CopyOnWriteArrayList<>();
  private final Queue<String> answers = new ArrayDeque<>();
  private HttpServer server;
  private HttpDataRequests data;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    FeedConfig config = FeedConfig.of("test", base, base, Secret.of("PKTEST"), Secret.of("secret"));
    data = new HttpDataRequests(config, requests, InstantSource.system(), signals::add);
  }

  @AfterEach
  void close() {
    data.close();
    requests.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(
        exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("APCA-API-KEY-ID")
            + " "
            + exchange.getRequestHeaders().getFirst("APCA-API-SECRET-KEY"));
    String[] answer = answers.remove().split(" ", 2);
    byte[] body = answer[1].getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(Integer.parseInt(answer[0]), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Optional<String> get() {
    return data.get("/v2/stocks/bars?symbols=BTC%2FUSD")
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  @Test
  void signsAndAnswersTheBody() {
    answers.add("200 {\"bars\":{}}");
    assertThat(get()).contains("{\"bars\":{}}");
    assertThat(asked).containsExactly("/v2/stocks/bars?symbols=BTC%2FUSD PKTEST secret");
    assertThat(signals).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"500 {}", "503 <html>", "502 x"})
  void asksAgainAfterWhatPasses(String passing) {
    answers.add(passing);
    answers.add("200 ok");
    assertThat(get()).contains("ok");
    assertThat(asked).hasSize(2);
    assertThat(signals).hasSize(1);
  }

  @Test
  void givesUpAfterThreeFailuresAndSaysWhy() {
    answers.addAll(List.of("500 a", "500 b", "500 c"));
    assertThatThrownBy(this::get)
        .isInstanceOf(MarketDataException.class)
        .hasMessage("Alpaca's market data /v2/stocks/bars: HTTP 500 c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 {\"message\":\"subscription does not permit querying recent SIP data\"}|SIP data",
        "401 {\"message\":\"forbidden.\"}|HTTP 401",
        "400 {\"message\":\"invalid start\"}|invalid start",
      })
  void aRefusalIsAskedOnceAndIsNoEmptyHistory(String answer, String told) {
    answers.add(answer);
    assertThatThrownBy(this::get)
        .isInstanceOf(MarketDataException.class)
        .hasMessageContaining(told);
    assertThat(asked).hasSize(1);
    assertThat(signals).singleElement().isInstanceOf(LinkSignal.ApiError.class);
  }

  @Test
  void aSymbolThatAlpacaDoesNotKnowHasNoHistory() {
    answers.add("400 {\"message\":\"invalid symbol: BTC/USD\"}");
    assertThat(get()).isEmpty();
    assertThat(signals).isEmpty();
  }

  @Test
  void asksNothingMoreOnceItIsClosed() {
    data.close();
    assertThatThrownBy(this::get).hasMessageContaining("the gateway stops");
    assertThat(asked).isEmpty();
  }
}
