// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.broker.MarketDataException;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Symbol;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Histories by request: what is asked, and what is made of the pages. */
final class HistoryTest {
  private static final Symbol AAPL = new Symbol("AAPL");
  private static final Symbol BTC = new Symbol("BTC/USD");
  private static final Instant NOW = Instant.parse("2024-05-06T14:30:00Z");

  private final List<String> asked = new ArrayList<>();
  private Optional<String> answer = Optional.of("{}");

  private History history() {
    return history(() -> answer);
  }

  private History history(Supplier<Optional<String>> answers) {
    DataRequests requests =
        path -> {
          asked.add(path);
          return answers.get().map(text -> text.getBytes(StandardCharsets.UTF_8));
        };
    return new History(StockFeed.IEX, requests, () -> NOW);
  }

  @Test
  void historiesAreReadPageByPage() {
    List<String> pages =
        new ArrayList<>(
            List.of(
                "{\"trades\":{\"AAPL\":[{\"p\":1,\"s\":1,\"t\":\"2024-05-06T14:00:00Z\"},"
                    + "{\"p\":2,\"s\":1,\"t\":\"2024-05-06T14:00:00Z\"}]},"
                    + "\"next_page_token\":\"n=\"}",
                "{\"trades\":{\"AAPL\":[{\"p\":2,\"s\":3,\"t\":\"2024-05-06T14:00:01Z\"},"
                    + "{\"p\":1.5,\"s\":1,\"t\":\"2024-05-06T14:00:02Z\"}]},"
                    + "\"next_page_token\":null}"));
    History history = history(() -> Optional.of(pages.removeFirst()));
    Range range = new Range(Instant.parse("2024-05-06T13:00:00Z"), NOW.plusSeconds(9), 100, false);
    List<Trade> trades = history.trades(AAPL, range);
    assertThat(trades)
        .extracting(trade -> trade.price() + " " + trade.taker())
        .containsExactly("1 BUY", "2 BUY", "2 BUY", "1.5 SELL");
    assertThat(trades).extracting(Trade::id).isSorted().doesNotHaveDuplicates();
    assertThat(asked)
        .containsExactly(
            "/v2/stocks/trades?symbols=AAPL&feed=iex&start=2024-05-06T13%3A00%3A00Z"
                + "&end=2024-05-06T14%3A30%3A00Z&sort=asc&limit=100",
            "/v2/stocks/trades?symbols=AAPL&feed=iex&start=2024-05-06T13%3A00%3A00Z"
                + "&end=2024-05-06T14%3A30%3A00Z&sort=asc&limit=98&page_token=n%3D");
  }

  @Test
  void newestFirstTradesHaveTheIdsOfTheOrderOfTime() {
    answer =
        Optional.of(
            "{\"trades\":{\"BTC/USD\":[{\"p\":2,\"s\":1,\"tks\":\"B\","
                + "\"t\":\"2024-05-06T14:00:00Z\"},{\"p\":1,\"s\":1,\"tks\":\"S\","
                + "\"t\":\"2024-05-06T14:00:00Z\"}]},\"next_page_token\":null}");
    List<Trade> trades = history().trades(BTC, new Range(NOW.minusSeconds(60), NOW, 10, true));
    assertThat(trades)
        .extracting(trade -> trade.price() + " " + trade.taker())
        .containsExactly("2 BUY", "1 SELL");
    assertThat(trades.getFirst().id()).isEqualTo(trades.getLast().id() + 1);
    assertThat(asked.getFirst())
        .startsWith("/v1beta3/crypto/us/trades?symbols=BTC%2FUSD&start=")
        .contains("&sort=desc&limit=10");
  }

  @Test
  void barsAreAskedBySpanAndCutToTheLimit() {
    answer =
        Optional.of(
            "{\"bars\":{\"AAPL\":[{\"o\":1,\"h\":1,\"l\":1,\"c\":1,\"v\":1,\"n\":1,\"vw\":1,"
                + "\"t\":\"2024-05-06T14:00:00Z\"},{\"o\":1,\"h\":1,\"l\":1,\"c\":1,\"v\":1,"
                + "\"n\":1,\"vw\":1,\"t\":\"2024-05-06T14:05:00Z\"}]},\"next_page_token\":\"m\"}");
    Range range = new Range(NOW.minusSeconds(3_600), NOW, 1, false);
    assertThat(history().bars(AAPL, new BarSpan(5, BarSpan.Unit.MINUTE), range)).hasSize(1);
    assertThat(asked.getFirst())
        .startsWith("/v2/stocks/bars?symbols=AAPL&timeframe=5Min&feed=iex&adjustment=raw&start=");
    assertThat(history().bars(AAPL, BarSpan.DAY, range)).hasSize(1);
    assertThat(asked.get(1)).contains("timeframe=1Day");
    assertThat(asked).hasSize(2);
  }

  @Test
  void theFutureIsNotAskedForAndAnUnknownSymbolHasNoHistory() {
    Range future = new Range(NOW.plusSeconds(1), NOW.plusSeconds(2), 10, false);
    assertThat(history().quotes(AAPL, future)).isEmpty();
    assertThat(asked).isEmpty();
    answer = Optional.empty();
    Range past = new Range(Instant.EPOCH, NOW, 10, false);
    assertThat(history().quotes(AAPL, past)).isEmpty();
    assertThat(asked.getFirst()).contains("start=1990-01-01T00%3A00%3A00Z");
  }

  @Test
  void aHistoryThatCannotBeReadIsNoEmptyOne() {
    answer = Optional.of("{\"quotes\":{\"AAPL\":[{\"bp\":1}]},\"next_page_token\":null}");
    Range past = new Range(Instant.EPOCH, NOW, 10, false);
    assertThatThrownBy(() -> history().quotes(AAPL, past))
        .isInstanceOf(MarketDataException.class)
        .hasMessageContaining("quotes of AAPL");
  }
}
