// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.feed.QuoteTape;
import dev.fairlead.feed.ReplayMarket;
import dev.fairlead.feed.Series;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeanFolderTest {
  @TempDir private Path folder;

  private void zip(String name, String rows) throws IOException {
    Path file = folder.resolve("equity/usa").resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("rows.csv"));
      zip.write(rows.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** The quotes that are played, as {@code 09:30:00 bid×size ask×size}. */
  private List<String> played(String symbol) {
    Instant started = Instant.parse("2026-01-01T00:00:00Z");
    ReplayMarket market = new ReplayMarket(new LeanFolder(folder).read(), started, BigDecimal.ONE);
    List<String> played = new ArrayList<>();
    Optional<Instant> at = Optional.of(started);
    while (at.isPresent()) {
      Instant shown = market.marketTime(at.get());
      market.quote(new Symbol(symbol), at.get()).ifPresent(q -> played.add(shown + " " + text(q)));
      at = market.nextChange(new Symbol(symbol), at.get());
    }
    return played;
  }

  private static String text(Quote quote) {
    return quote.bid() + "x" + quote.bidSize() + " " + quote.ask() + "x" + quote.askSize();
  }

  @Test
  void aQuoteBarBecomesFourQuotes() throws IOException {
    zip(
        "minute/spy/20131007_quote.zip",
        """
        34200000,1672700,1672900,1671500,1672500,300,1673000,1673200,1672600,1672700,20000
        34260000,1672500,1672500,1671500,1672500,300,1672700,1674900,1672400,1672700,200
        """);
    assertThat(played("SPY"))
        .containsExactly(
            "2013-10-07T13:30:00Z 167.27x300 167.3x20000",
            "2013-10-07T13:30:15Z 167.29x300 167.32x20000",
            "2013-10-07T13:30:30Z 167.15x300 167.26x20000",
            "2013-10-07T13:30:45Z 167.25x300 167.27x20000",
            "2013-10-07T13:31:00Z 167.25x300 167.27x200",
            "2013-10-07T13:31:15Z 167.15x300 167.24x200",
            "2013-10-07T13:31:30Z 167.25x300 167.49x200",
            "2013-10-07T13:31:45Z 167.25x300 167.27x200");
  }

  @Test
  void aTradeBarBecomesAQuoteAroundItsClose() throws IOException {
    zip("minute/spy/20131007_trade.zip", "34200000,1672700,1672900,1671500,1672500,12345\n");
    assertThat(played("SPY")).containsExactly("2013-10-07T13:30:00Z 167.24x1234 167.26x1234");
  }

  /** The trades that are played, as {@code 09:30:00 price×size}. */
  private List<String> traded(String symbol) {
    Instant started = Instant.parse("2026-01-01T00:00:00Z");
    ReplayMarket market = new ReplayMarket(new LeanFolder(folder).read(), started, BigDecimal.ONE);
    Series<Trade> trades = market.trades(new Symbol(symbol));
    List<String> traded = new ArrayList<>();
    for (long n = trades.from(started); n != Series.END; n = trades.after(n)) {
      Trade trade = trades.get(n);
      traded.add(market.marketTime(trade.at()) + " " + trade.price() + "x" + trade.size());
    }
    return traded;
  }

  @Test
  void aTradeBarBecomesTradesThatMakeItsBar() throws IOException {
    zip(
        "minute/spy/20131007_trade.zip",
        """
        34200000,1672700,1672900,1671500,1672500,12345
        34260000,1672500,1672500,1672500,1672500,100
        34320000,1672500,1672800,1672500,1672800,3
        """);
    assertThat(traded("SPY"))
        .containsExactly(
            "2013-10-07T13:30:00Z 167.27x3086",
            "2013-10-07T13:30:15Z 167.29x3086",
            "2013-10-07T13:30:30Z 167.15x3086",
            "2013-10-07T13:30:45Z 167.25x3087",
            "2013-10-07T13:31:00Z 167.25x100",
            "2013-10-07T13:32:00Z 167.25x1",
            "2013-10-07T13:32:30Z 167.28x2");
  }

  @Test
  void ticksOfTradesTakeThePlaceOfBars() throws IOException {
    zip("minute/aig/20131007_trade.zip", "34200000,1,1,1,100000,1\n");
    zip("tick/aig/20131007_quote.zip", "34200000,491800,300,492000,100,Q,1,0\n");
    zip(
        "tick/aig/20131007_trade.zip",
        """
        34200100,491900,300,P,2000,0
        34200200,999900,300,P,2000,1
        34200200,491800,20,Q,20002020,0
        34200200,491800,30,Q,20002020,0
        """);
    assertThat(traded("AIG"))
        .containsExactly(
            "2013-10-07T13:30:00.100Z 49.19x300",
            "2013-10-07T13:30:00.200Z 49.18x20",
            "2013-10-07T13:30:00.200Z 49.18x30");
  }

  @Test
  void whereOnlyQuotesWereRecordedNothingIsTraded() throws IOException {
    zip("tick/aig/20131007_quote.zip", "34200000,491800,300,492000,100,Q,1,0\n");
    assertThat(traded("AIG")).isEmpty();
  }

  @Test
  void ticksTellOneSideAtATime() throws IOException {
    zip(
        "tick/aig/20131007_quote.zip",
        """
        34200000,0,0,494100,300,Q,1,0
        34200500,491800,300,0,0,P,1,0
        34200500,492000,100,0,0,P,1,1
        34200700,0,0,492000,3000,P,1,0
        """);
    assertThat(played("AIG"))
        .containsExactly(
            "2013-10-07T13:30:00.500Z 49.18x300 49.41x300",
            "2013-10-07T13:30:00.700Z 49.18x300 49.2x3000");
  }

  @Test
  void ofADayTheFinestIsPlayed() throws IOException {
    zip("minute/aig/20131007_trade.zip", "34200000,1,1,1,100000,1\n");
    zip("minute/aig/20131007_quote.zip", "34200000,9,9,9,200000,100,9,9,9,200100,100\n");
    zip("tick/aig/20131007_quote.zip", "34200000,300000,100,300100,100,Q,1,0\n");
    zip("minute/aig/20131008_trade.zip", "34200000,1,1,1,400000,1\n");
    assertThat(played("AIG"))
        .containsExactly(
            "2013-10-07T13:30:00Z 30x100 30.01x100", "2013-10-08T13:30:00Z 39.99x100 40.01x100");
  }

  @Test
  void aMinuteWithoutOneSideIsLeftOut() throws IOException {
    zip(
        "minute/spy/20131007_quote.zip",
        """
        34200000,,,,,,1673000,1673200,1672600,1672700,20000
        34260000,10000,10000,10000,10000,300,10100,10100,10100,10100,200
        """);
    assertThat(played("SPY")).containsExactly("2013-10-07T13:31:00Z 1x300 1.01x200");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          34200000,1,2,3           | expected 11 columns [milliseconds, bid open
          x,1,1,1,1,1,2,2,2,2,1    | line 2: column milliseconds: 'x' is not a whole number
          9,1,1,1,1,1,2,2,2,2,-5   | line 2: column ask size: '-5' is not a whole number
          9,1,1,1,1.5,1,2,2,2,2,5  | line 2: column bid close: '1.5' is not a whole number
          9,99999999999999999,1,1,1,1,2,2,2,2,5 | line 2: column bid open
          86400000,1,1,1,1,1,2,2,2,2,1 | 86400000 is not in a day (under 86400000)
          4,1,1,1,1,1,2,2,2,2,1    | line 2: older than the row before
          """)
  void aBadRowIsNamed(String row, String message) throws IOException {
    zip("minute/spy/20131007_quote.zip", "50000,1,1,1,1,1,2,2,2,2,1\n" + row + "\n");
    assertThatThrownBy(() -> new LeanFolder(folder).read().quotes())
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("20131007_quote.zip line 2: ")
        .hasMessageContaining(message);
  }

  @Test
  void aTruncatedZipIsNamed() throws IOException {
    zip("minute/spy/20131007_quote.zip", "50000,1,1,1,1,1,2,2,2,2,1\n".repeat(500));
    Path file = folder.resolve("equity/usa/minute/spy/20131007_quote.zip");
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 1, 40, 60, 80}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> new LeanFolder(folder).read().quotes())
          .as("%d bytes of %d", length, whole.length)
          .isInstanceOf(RecordingException.class)
          .hasMessageContaining(
              "20131007_quote.zip cannot be read: expected a whole zip file of one CSV file");
    }
  }

  @Test
  void aFlippedByteIsNoticed() throws IOException {
    zip("minute/spy/20131007_quote.zip", "50000,1,1,1,1,1,2,2,2,2,1\n".repeat(500));
    Path file = folder.resolve("equity/usa/minute/spy/20131007_quote.zip");
    byte[] bytes = Files.readAllBytes(file);
    bytes[60] ^= 0x20;
    Files.write(file, bytes);
    assertThatThrownBy(() -> new LeanFolder(folder).read().quotes())
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("20131007_quote.zip");
  }

  @Test
  void aFolderWithoutARecordingSaysWhatWasExpected() throws IOException {
    Files.createDirectories(folder.resolve("equity/usa/minute/spy"));
    assertThatThrownBy(() -> new LeanFolder(folder).read().quotes())
        .hasMessage(
            "no recording in "
                + folder
                + ": expected files such as equity/usa/minute/spy/20240102_quote.zip there");
  }

  @Test
  void badNamesAreNamed() throws IOException {
    zip("minute/spy/20131399_quote.zip", "50000,1,1,1,1,1,2,2,2,2,1\n");
    assertThatThrownBy(() -> new LeanFolder(folder).read().quotes())
        .hasMessageContaining("'20131399' is not a date YYYYMMDD");
    zip("minute/s p y/20131007_quote.zip", "50000,1,1,1,1,1,2,2,2,2,1\n");
    assertThatThrownBy(() -> new LeanFolder(folder).read()).hasMessageContaining("folder s p y in");
  }

  @Test
  void tapesAreNamedInCapitals() throws IOException {
    zip("minute/brk.b/20131007_quote.zip", "50000,1,1,1,1,1,2,2,2,2,1\n");
    assertThat(new LeanFolder(folder).read().quotes())
        .extracting(QuoteTape::symbol)
        .containsExactly(new Symbol("BRK.B"));
  }
}
