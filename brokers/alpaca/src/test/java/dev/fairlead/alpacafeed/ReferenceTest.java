// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.MarketData.Subscription;
import dev.fairlead.broker.MarketDataException;
import dev.fairlead.broker.Secret;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.remote.Sockets;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Heard;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Prices to value orders by, asked for while no stream tells anything. */
final class ReferenceTest {
  private static final Symbol AAPL = new Symbol("AAPL");
  private static final Instant NOW = Instant.parse("2024-05-06T14:30:00Z");
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  private final Sockets sockets = Sockets.open("test-reference");
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Map<String, String> quotes = new ConcurrentHashMap<>();
  private final Map<String, String> trades = new ConcurrentHashMap<>();
  private final Heard<Optional<Price>> heard = new Heard<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final AlpacaFeed feed =
      new AlpacaFeed(config(), sockets, this::answer, () -> {}, () -> NOW, _ -> {});

  @AfterEach
  void closeAll() {
    feed.close();
    sockets.close();
  }

  /** No symbol is streamed that was only looked at. */
  private static FeedConfig config() {
    return FeedConfig.of("test", NOWHERE, NOWHERE, Secret.of("PK"), Secret.of("s")).withGlances(0);
  }

  /** As Alpaca: of unknown symbols none, and nothing of all where one cannot be a symbol. */
  private Optional<byte[]> answer(String path) {
    asked.add(path);
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new MarketDataException("planted");
    }
    String kind = path.contains("/trades/") ? "trades" : "quotes";
    Map<String, String> known = kind.equals("trades") ? trades : quotes;
    String list = path.replaceAll(".*symbols=([^&]*).*", "$1");
    List<String> symbols =
        Arrays.asList(URLDecoder.decode(list, StandardCharsets.UTF_8).split(",", -1));
    if (symbols.contains("BAD")) {
      return Optional.empty();
    }
    String items =
        symbols.stream()
            .filter(known::containsKey)
            .map(symbol -> "\"" + symbol + "\":" + known.get(symbol))
            .collect(Collectors.joining(","));
    return Optional.of(("{\"" + kind + "\":{" + items + "}}").getBytes(StandardCharsets.UTF_8));
  }

  private static String quote(String bid, String ask) {
    return "{\"bp\":"
        + bid
        + ",\"bs\":1,\"ap\":"
        + ask
        + ",\"as\":1,\"t\":\"2024-05-03T20:00:00Z\"}";
  }

  private static Optional<Price> price(String text) {
    return Optional.of(Price.parse(text));
  }

  private Subscription ask(String symbol) {
    return feed.askReference(new Symbol(symbol), Side.BUY, heard).orElseThrow();
  }

  private void awaitHeard(int count) {
    Await.until(count + " answers, asked for " + asked, () -> heard.all().size() == count);
  }

  @Test
  void whoAsksIsToldTheNewestQuoteAndItIsKnownFromThenOn() {
    quotes.put("AAPL", quote("5", "6"));
    assertThat(feed.reference(AAPL, Side.BUY)).isEmpty();
    ask("AAPL");
    awaitHeard(1);
    assertThat(heard.all()).containsExactly(price("6"));
    assertThat(feed.reference(AAPL, Side.SELL)).isEqualTo(price("5"));
    assertThat(asked).containsExactly("/v2/stocks/quotes/latest?symbols=AAPL&feed=iex");
  }

  @Test
  void whereNobodyQuotesThatSideTheNewestTradeIsTold() {
    quotes.put("AAPL", quote("5", "0"));
    trades.put("AAPL", "{\"p\":5.5,\"s\":1,\"t\":\"2024-05-03T19:59:00Z\"}");
    ask("AAPL");
    awaitHeard(1);
    assertThat(heard.all()).containsExactly(price("5.5"));
  }

  @Test
  void whoAsksForWhatHasNeitherIsToldThatThereIsNothing() {
    ask("NONE");
    awaitHeard(1);
    assertThat(heard.all()).containsExactly(Optional.empty());
    assertThat(asked).hasSize(2);
  }

  @Test
  @DisplayName("a symbol that Alpaca refuses spoils the answer of no other")
  void oneThatIsUnknownSpoilsNoOther() {
    quotes.put("AAPL", quote("5", "6"));
    quotes.put("MSFT", quote("7", "8"));
    failures.set(1);
    ask("AAPL");
    // The first request fails, so that the second is for all of them.
    Await.until("the first", () -> asked.size() == 1);
    ask("BAD");
    ask("MSFT");
    Await.until(
        "the good ones, got " + heard.all(),
        () -> heard.all().containsAll(List.of(price("6"), price("8"))));
    awaitHeard(3);
    assertThat(heard.all()).containsExactlyInAnyOrder(price("6"), price("8"), Optional.empty());
  }

  @Test
  void aRequestThatFailedIsMadeAgainWhileSomebodyWaits() {
    quotes.put("AAPL", quote("5", "6"));
    failures.set(2);
    ask("AAPL");
    awaitHeard(1);
    assertThat(asked).hasSize(3);
  }

  @Test
  void aReadOfTheNewestWaitsForWhatNobodyHasLookedAt() {
    quotes.put("AAPL", quote("5", "6"));
    trades.put("MSFT", "{\"p\":5.5,\"s\":1,\"t\":\"2024-05-03T19:59:00Z\"}");
    Symbol msft = new Symbol("MSFT");
    feed.refresh(Set.of(AAPL, msft, new Symbol("NONE")), Duration.ofMinutes(10));
    int before = asked.size();
    feed.refresh(Set.of(AAPL, msft), Duration.ofMinutes(10));
    assertThat(asked).hasSize(before);
    assertThat(feed.quote(AAPL)).isPresent();
    assertThat(feed.quote(msft)).isEmpty();
    assertThat(feed.trade(msft)).isPresent();
  }

  @Test
  void aReadOfTheNewestDoesNotWaitForever() {
    failures.set(Integer.MAX_VALUE);
    feed.refresh(Set.of(AAPL), Duration.ofMillis(20));
    assertThat(feed.quote(AAPL)).isEmpty();
  }

  @Test
  void whoHasLeftIsToldNothingAndNothingIsAskedForHim() {
    failures.set(Integer.MAX_VALUE);
    Subscription left = ask("AAPL");
    Await.until("asked", () -> !asked.isEmpty());
    left.close();
    failures.set(0);
    quotes.put("MSFT", quote("7", "8"));
    ask("MSFT");
    awaitHeard(1);
    assertThat(heard.all()).containsExactly(price("8"));
  }
}
