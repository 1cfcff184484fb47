// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.tape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.market.Bar;
import dev.fairlead.market.Trade;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Exchange;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TickRule;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ItemsTest {
  private static final Instant AT = Instant.parse("2021-02-22T15:51:44.208Z");
  private static final Instrument AAPL = listed("AAPL", Exchange.NASDAQ, AssetClass.EQUITY);
  private static final Instrument COIN = listed("BTC/USD", Exchange.CRYPTO, AssetClass.CRYPTO);

  private static Instrument listed(String symbol, Exchange exchange, AssetClass assetClass) {
    return new Instrument(
        new Symbol(symbol),
        new UUID(0, 1),
        symbol,
        exchange,
        assetClass,
        Currency.USD,
        TickRule.US_EQUITY,
        new Quantity(1),
        true,
        true,
        false,
        false);
  }

  private static Trade trade(String symbol, String price, String size) {
    return new Trade(
        new Symbol(symbol), 96_921, Price.parse(price), Quantity.parse(size), Side.SELL, AT);
  }

  private static Quote quote(String symbol) {
    return new Quote(
        new Symbol(symbol),
        Price.parse("87.66"),
        Quantity.parse("1.5"),
        Price.parse("87.68"),
        Quantity.of(4),
        AT);
  }

  private static Bar bar(String symbol) {
    return new Bar(
        new Symbol(symbol),
        Instant.parse("2021-02-22T19:15:00Z"),
        Price.parse("388.985"),
        Price.parse("389.13"),
        Price.parse("388.975"),
        Price.parse("389.12"),
        Quantity.parse("49378.25"),
        461,
        Price.parse("389.062639"));
  }

  private static String json(Consumer<Fields> item) {
    return new String(JsonFields.object(item), StandardCharsets.UTF_8).replace('"', '\'');
  }

  @Test
  void aShareHasExchangeTapeConditionsAndWholeSizes() {
    assertThat(json(out -> Items.trade(out, AAPL, trade("AAPL", "387.6", "100"))))
        .isEqualTo(
            "{'t':'2021-02-22T15:51:44.208000000Z','x':'Q','p':387.6,'s':100,'c':['@'],"
                + "'i':96921,'z':'C'}");
    assertThat(json(out -> Items.quote(out, AAPL, quote("AAPL"))))
        .isEqualTo(
            "{'t':'2021-02-22T15:51:44.208000000Z','bx':'Q','bp':87.66,'bs':1,'ax':'Q',"
                + "'ap':87.68,'as':4,'c':['R'],'z':'C'}");
    assertThat(json(out -> Items.bar(out, AAPL, bar("AAPL"))))
        .isEqualTo(
            "{'t':'2021-02-22T19:15:00Z','o':388.985,'h':389.13,'l':388.975,'c':389.12,"
                + "'v':49378,'n':461,'vw':389.062639}");
  }

  @Test
  void aPairHasNoneOfThemAndItsSizesAreExact() {
    assertThat(json(out -> Items.trade(out, COIN, trade("BTC/USD", "29798", "0.1209"))))
        .isEqualTo(
            "{'t':'2021-02-22T15:51:44.208000000Z','p':29798,'s':0.1209,'i':96921,'tks':'S'}");
    assertThat(json(out -> Items.quote(out, COIN, quote("BTC/USD"))))
        .isEqualTo("{'t':'2021-02-22T15:51:44.208000000Z','bp':87.66,'bs':1.5,'ap':87.68,'as':4}");
    assertThat(json(out -> Items.bar(out, COIN, bar("BTC/USD")))).contains("'v':49378.25,");
    assertThat(json(out -> Items.orderBook(out, quote("BTC/USD"))))
        .isEqualTo(
            "{'t':'2021-02-22T15:51:44.208000000Z','b':[{'p':87.66,'s':1.5}],"
                + "'a':[{'p':87.68,'s':4}]}");
  }

  @ParameterizedTest
  @CsvSource({
    "0.000000001, 0.000000001",
    "9223372036.854775807, 9223372036.854775807",
    "0.1, 0.1",
    "100000000, 100000000",
    "12.30, 12.3"
  })
  void aPriceInJsonIsExactToTheLastDigit(String price, String written) {
    assertThat(json(out -> out.price("p", Price.parse(price)))).isEqualTo("{'p':" + written + "}");
  }

  @ParameterizedTest
  @CsvSource({"0.000000001, 1", "0.9, 1", "1, 1", "1.9, 1", "0, 0", "250.5, 250"})
  void aPartOfAShareCountsAsOneOrNotAtAll(String size, String shares) {
    assertThat(json(out -> Items.trade(out, AAPL, trade("AAPL", "1", size))))
        .contains("'s':" + shares + ",");
  }

  @ParameterizedTest
  @CsvSource({
    "NYSE, N, A",
    "NASDAQ, Q, C",
    "ARCA, P, B",
    "AMEX, A, B",
    "BATS, Z, B",
    "OTC, O, O",
    "NSE, G, O",
    "BSE, R, O"
  })
  void everyExchangeHasALetterThatMetaExplains(Exchange exchange, String letter, String tape) {
    Instrument of = listed("X", exchange, AssetClass.EQUITY);
    assertThat(json(out -> Items.trade(out, of, trade("X", "1", "1"))))
        .contains("'x':'" + letter + "'")
        .contains("'z':'" + tape + "'");
    assertThat(Letters.all()).containsKey(letter);
  }

  @Test
  void packedItIsTheSameMapWithFloatsAndTimestamps() {
    String bytes =
        HexFormat.of()
            .formatHex(
                PackedFields.map(out -> {
                  out.text("T", "t");
                  Items.trade(out, COIN, trade("BTC/USD", "29798", "0.5"));
                }));
    assertThat(bytes)
        .isEqualTo(
            "86"
                + "a154a174" // T: t, first
                + "a174d7ff319750006033d310" // t: 2021-02-22T15:51:44.208Z
                + "a170cb40dd198000000000" // p: 29798.0
                + "a173cb3fe0000000000000" // s: 0.5
                + "a169ce00017a99" // i: 96921
                + "a3746b73a153"); // tks: S
  }

  @ParameterizedTest
  @CsvSource({"9223372036.854775807", "9007199254.740993001", "0.3", "123456.789012345"})
  void aPackedPriceIsTheNearestDouble(String price) {
    byte[] map = PackedFields.map(out -> out.price("p", Price.parse(price)));
    long bits = java.nio.ByteBuffer.wrap(map, map.length - 8, 8).getLong();
    assertThat(Double.longBitsToDouble(bits)).isEqualTo(Double.parseDouble(price));
  }
}
