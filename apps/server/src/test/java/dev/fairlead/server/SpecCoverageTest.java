// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.market.BarSpan;
import dev.fairlead.server.TestServer.Answer;
import dev.fairlead.spec.Deviation;
import dev.fairlead.spec.SpecCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Asks for every answer that Alpaca documents and we give, each held against its schema by the
 * client that asks ({@link SpecCheck}). What is asked is in {@code spec-asked.txt}; what is
 * documented and not given is in {@code spec-not-given.txt}, with a reason.
 */
@DisplayName("issue 3, 5: every answer is as Alpaca documents it")
final class SpecCoverageTest {
  private static final Pattern ASKED =
      Pattern.compile("(?:(\\w+)= )?(\\d{3}) ([A-Z]+) (\\S+)(?: (.*))?");

  @TempDir private static Path data;

  /** The answers that this run got, each as {@code GET /v2/orders 200}. */
  private static final Set<String> GIVEN = new TreeSet<>();

  private static final List<String> FAULTS = new ArrayList<>();

  @BeforeAll
  static void askForEverything() throws IOException {
    assumeTrue(SpecCheck.found().isPresent(), "skipped: no OpenAPI in " + SpecCheck.FOLDER);
    Map<String, String> ids = new HashMap<>();
    try (TestServer gateway = TestServer.start(data)) {
      ids.put("filled", trade(gateway).get("id").asString());
      for (String line : lines("spec-asked.txt")) {
        ask(gateway, ids, line);
      }
    }
  }

  /** A position, one that cannot be closed, and a market to look at. */
  private static JsonNode trade(TestServer gateway) {
    JsonNode filled = bought(gateway, "AAPL", "10", "189.4");
    bought(gateway, "BTC/USD", "0.5", "60000");
    gateway.place(
        "{'symbol':'BTC/USD','qty':'0.5','side':'sell','type':'limit','time_in_force':'gtc',"
            + "'limit_price':'90000'}");
    show(gateway.broker.market, "AAPL", "189.99", "190.01");
    show(gateway.broker.market, "BTC/USD", "59990", "60010");
    return filled;
  }

  /** A quote, a trade, and bars of this minute, of today and of yesterday. */
  private static void show(MemoryMarket market, String symbol, String bid, String ask) {
    market.trade(symbol, bid, "100", "2026-08-17T13:58:30Z");
    market.trade(symbol, ask, "200", "2026-08-17T13:59:30.123456789Z");
    market.quote(symbol, bid, ask, "2026-08-17T13:58:59Z");
    market.quote(symbol, bid, ask, "2026-08-17T13:59:59.5Z");
    market.bar(symbol, BarSpan.MINUTE, bid, "2026-08-17T13:58:00Z");
    market.bar(symbol, BarSpan.MINUTE, ask, "2026-08-17T13:59:00Z");
    market.bar(symbol, BarSpan.DAY, bid, "2026-08-14T04:00:00Z");
    market.bar(symbol, BarSpan.DAY, ask, "2026-08-17T04:00:00Z");
  }

  private static JsonNode bought(TestServer gateway, String symbol, String quantity, String price) {
    JsonNode order =
        gateway.place(
            "{'symbol':'%s','qty':'%s','side':'buy','type':'limit','time_in_force':'gtc',"
                    .formatted(symbol, quantity)
                + "'limit_price':'%s'}".formatted(price));
    gateway.awaitStatus(order, "new");
    gateway.broker.fill(symbol, quantity, price);
    return gateway.awaitStatus(order, "filled");
  }

  /**
   * {@code [name= ]status METHOD path [body]}; the answer's id is {@code {name}} in later lines.
   */
  private static void ask(TestServer gateway, Map<String, String> ids, String line) {
    Matcher words = ASKED.matcher(line);
    assertThat(words.matches()).as(line).isTrue();
    String path = filledIn(words.group(4), ids);
    int status = Integer.parseInt(words.group(2));
    try {
      String body = body(words.group(5), ids);
      Answer answer = gateway.send(words.group(3), path, body, gateway.key);
      GIVEN.add(operation(words.group(3), path) + " " + answer.status());
      if (answer.status() != status) {
        FAULTS.add(line + "\n  was answered " + answer.status() + " " + answer.json());
      }
      if (words.group(1) != null) {
        ids.put(words.group(1), answer.json().path("id").asString(""));
      }
    } catch (AssertionError undocumented) {
      FAULTS.add(line + "\n  " + undocumented.getMessage());
    }
  }

  private static @Nullable String body(@Nullable String text, Map<String, String> ids) {
    return text == null ? null : filledIn(text, ids).replace('\'', '"');
  }

  private static String filledIn(String text, Map<String, String> ids) {
    String filled = text;
    for (Map.Entry<String, String> id : ids.entrySet()) {
      filled = filled.replace("{" + id.getKey() + "}", id.getValue());
    }
    return filled;
  }

  private static String operation(String method, String path) {
    return SpecCheck.found()
        .orElseThrow()
        .operationOf(method, path.replaceFirst("\\?.*", ""))
        .orElseThrow(() -> new AssertionError(method + " " + path + " is not documented"));
  }

  private static List<String> lines(String resource) throws IOException {
    try (InputStream text = SpecCoverageTest.class.getResourceAsStream(resource)) {
      return new String(requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }

  private static Predicate<String> pattern(String reason) {
    String glob = reason.substring(0, reason.indexOf(" : "));
    return Pattern.compile(Pattern.quote(glob).replace("*", "\\E.*\\Q")).asMatchPredicate();
  }

  private static Set<String> notGiven() {
    Set<String> answers = new TreeSet<>(SpecCheck.found().orElseThrow().documented());
    answers.removeAll(GIVEN);
    return answers;
  }

  @Test
  void everyAnswerHasTheStatusAndTheShapeThatIsWanted() {
    assertThat(FAULTS).isEmpty();
  }

  @Test
  void whatIsDocumentedIsGivenOrHasAReason() throws IOException {
    Set<String> unexplained = notGiven();
    for (String reason : lines("spec-not-given.txt")) {
      unexplained.removeIf(pattern(reason));
    }
    assertThat(unexplained).isEmpty();
  }

  @Test
  void noReasonIsForNothingOrForWhatIsGiven() throws IOException {
    for (String reason : lines("spec-not-given.txt")) {
      assertThat(notGiven()).as(reason).anyMatch(pattern(reason));
      assertThat(GIVEN).as(reason).noneMatch(pattern(reason));
    }
  }

  @Test
  void everyDeviationIsMet() {
    assertThat(SpecCheck.found().orElseThrow().met()).containsExactly(Deviation.values());
  }
}
