// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.data.Pages.Page;
import dev.fairlead.market.Range;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Exchange;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TickRule;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Quantity;
import dev.fairlead.wire.ApiException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PagesTest {
  private static final long SEED = 31;
  private static final Instant START = Instant.parse("2026-08-17T14:00:00Z");
  private static final List<Instrument> THREE =
      Stream.of("A", "B", "C").map(PagesTest::listed).toList();

  /** What a history is made of here. */
  private record Item(String symbol, int number, Instant at) {}

  private static Instrument listed(String symbol) {
    return new Instrument(
        new Symbol(symbol),
        new UUID(0, symbol.charAt(0)),
        symbol,
        Exchange.NYSE,
        AssetClass.EQUITY,
        Currency.USD,
        TickRule.US_EQUITY,
        Quantity.of(1),
        true,
        false,
        false,
        false);
  }

  private static Series<Item> series(Map<String, List<Item>> all) {
    return new Series<>(
        "items",
        "item",
        (symbol, range) -> in(all.getOrDefault(symbol.text(), List.of()), range),
        _ -> Optional.empty(),
        Item::at,
        (_, _, _) -> {});
  }

  private static List<Item> in(List<Item> items, Range range) {
    List<Item> found =
        items.stream()
            .filter(item -> !item.at().isBefore(range.from()) && !item.at().isAfter(range.to()))
            .toList();
    List<Item> ordered = range.newestFirst() ? found.reversed() : found;
    return ordered.stream().limit(range.limit()).toList();
  }

  private static HistoryQuery query(int limit, boolean newestFirst, Optional<PageToken> token) {
    return new HistoryQuery(START, START.plusSeconds(60), limit, newestFirst, token);
  }

  private static List<Item> itemsOf(Page<Item> page) {
    return page.runs().stream().flatMap(run -> run.items().stream()).toList();
  }

  /** Page after page, each token by way of its text, as a client would. */
  private static List<Item> concatenated(Series<Item> series, int limit, boolean newestFirst) {
    List<Item> all = new ArrayList<>();
    Optional<PageToken> token = Optional.empty();
    do {
      Page<Item> page = Pages.read(series, THREE, query(limit, newestFirst, token));
      List<Item> items = itemsOf(page);
      assertThat(items).hasSizeLessThanOrEqualTo(limit);
      if (page.next().isPresent()) {
        assertThat(items).as("only the last page is not full").hasSize(limit);
      }
      all.addAll(items);
      token = page.next().map(PageToken::text).flatMap(PageToken::parse);
    } while (token.isPresent());
    return all;
  }

  @Test
  void pagesTogetherAreExactlyTheWhole() {
    Random random = new Random(SEED);
    for (int round = 0; round < 400; round++) {
      Map<String, List<Item>> all =
          Map.of("A", items("A", random), "B", items("B", random), "C", items("C", random));
      Series<Item> series = series(all);
      for (boolean newestFirst : new boolean[] {false, true}) {
        List<Item> whole =
            itemsOf(Pages.read(series, THREE, query(10_000, newestFirst, Optional.empty())));
        int limit = 1 + random.nextInt(7);
        assertThat(concatenated(series, limit, newestFirst))
            .as("seed %d, round %d, limit %d, newest first %s", SEED, round, limit, newestFirst)
            .isEqualTo(whole);
      }
    }
  }

  /** None to twenty items, many of them at one instant, some out of the range. */
  private static List<Item> items(String symbol, Random random) {
    int count = random.nextInt(21);
    List<Instant> times =
        IntStream.range(0, count)
            .mapToObj(_ -> START.plusSeconds(random.nextInt(8) * 10L - 5))
            .sorted(Comparator.naturalOrder())
            .toList();
    return IntStream.range(0, count).mapToObj(i -> new Item(symbol, i, times.get(i))).toList();
  }

  @Test
  void thePageAfterAFullOneIsNotPromisedWhereNothingIsLeft() {
    Series<Item> series = series(Map.of("A", List.of(new Item("A", 0, START))));
    assertThat(Pages.read(series, THREE, query(1, false, Optional.empty())).next()).isEmpty();
  }

  @Test
  void aTokenOfOtherSymbolsOrTimesIsRefused() {
    Series<Item> series = series(Map.of());
    PageToken other = new PageToken(new Symbol("ZZZ"), START, 0);
    assertThatThrownBy(() -> Pages.read(series, THREE, query(1, false, Optional.of(other))))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("other symbols");
    PageToken late = new PageToken(new Symbol("A"), START.plusSeconds(61), 0);
    assertThatThrownBy(() -> Pages.read(series, THREE, query(1, false, Optional.of(late))))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("another range");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "!", "QUFQTA", "QUFQTHx4fDA", "QUFQTHwyMDI2LTA4LTE3VDE0OjAwOjAwWnwtMQ"})
  void whatIsNoTokenIsNone(String text) {
    assertThat(PageToken.parse(text)).isEmpty();
  }

  @Test
  void aTokenIsReadAsItWasWritten() {
    PageToken token = new PageToken(new Symbol("BTC/USD"), START.plusNanos(1), 12);
    assertThat(PageToken.parse(token.text())).contains(token);
    assertThat(token.text()).matches("[A-Za-z0-9_-]+");
  }
}
