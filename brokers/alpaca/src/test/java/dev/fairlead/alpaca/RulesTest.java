// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Capabilities.DoubtClass;
import dev.fairlead.message.Offer.Trait;
import dev.fairlead.message.Offer;
import dev.fairlead.message.Offers;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.OrderRequest.OrderClass;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.SendResult.Refused;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.remote.Wire;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

final class RulesTest {
  private static final Offers OFFERS = Rules.capabilities().offers();

  private static Asset asset(String assetClass, String symbol, String exchange) {
    ObjectNode asset =
        (ObjectNode)
            Wire.read(
                """
                {"id":"b0b6dd9d-8b9b-48a9-ba46-b9d54906e415","status":"active","tradable":true,
                 "marginable":true,"shortable":true,"fractionable":true,"name":"x"}
                """);
    return Asset.of(
        asset
            .put("class", assetClass)
            .put("symbol", symbol)
            .put("exchange", exchange)
            .put("min_order_size", "0.001"));
  }

  private static final Asset SHARE = asset("us_equity", "AAPL", "NASDAQ");
  private static final Asset PAIR = asset("crypto", "BTC/USD", "CRYPTO");
  private static final Asset OTC = asset("us_equity", "OTCX", "OTC");

  /**
   * The table of facts 3.1: which times in force each type takes, and which for parts of a share.
   */
  @ParameterizedTest
  @CsvSource({
    "EQUITY, market, day gtc opg cls ioc fok, day",
    "EQUITY, limit, day gtc opg cls ioc fok, day",
    "EQUITY, stop, day gtc, day",
    "EQUITY, stop_limit, day gtc, day",
    "EQUITY, trailing_stop, day gtc, none",
    "CRYPTO, market, gtc ioc, gtc ioc",
    "CRYPTO, limit, gtc ioc, gtc ioc",
    "CRYPTO, stop, none, none",
    "CRYPTO, stop_limit, gtc, gtc",
    "CRYPTO, trailing_stop, none, none"
  })
  void whatIsOfferedIsAlpacasTable(
      AssetClass assetClass, String type, String times, String fractional) {
    OrderType orderType = OrderType.valueOf(type.toUpperCase(Locale.ROOT));
    for (TimeInForce time : TimeInForce.values()) {
      String word = time.name().toLowerCase(Locale.ROOT);
      assertThat(OFFERS.takes(assetClass, orderType, time))
          .as(type + " " + word)
          .isEqualTo(List.of(times.split(" ")).contains(word));
      for (Trait trait : List.of(Trait.FRACTION, Trait.VALUE)) {
        assertThat(OFFERS.takes(assetClass, orderType, time, trait))
            .as(type + " " + word + " " + trait)
            .isEqualTo(List.of(fractional.split(" ")).contains(word));
      }
      boolean extended =
          assetClass == AssetClass.EQUITY
              && orderType == OrderType.LIMIT
              && (time == TimeInForce.DAY || time == TimeInForce.GTC);
      assertThat(OFFERS.takes(assetClass, orderType, time, Trait.EXTENDED_HOURS))
          .as(type + " " + word + " extended")
          .isEqualTo(extended);
    }
  }

  @Test
  void aDoubtIsEndedByLookUpsOfAUniqueId() {
    Capabilities can = Rules.capabilities();
    assertThat(can.doubtClass()).isEqualTo(DoubtClass.A);
    assertThat(can.replacing()).isEqualTo(Capabilities.Replacing.NEW_ID);
  }

  @Test
  void groupsOfSharesAreKeptByAlpaca() {
    Capabilities can = Rules.capabilities();
    assertThat(can.groups())
        .containsExactlyInAnyOrder(OrderClass.BRACKET, OrderClass.OCO, OrderClass.OTO);
    assertThat(can.offers().list().stream().filter(offer -> offer.traits().contains(Trait.GROUP)))
        .allMatch(offer -> offer.assetClass() == AssetClass.EQUITY)
        .allMatch(offer -> offer.type() != OrderType.TRAILING_STOP)
        .extracting(Offer::timeInForce)
        .containsOnly(TimeInForce.DAY, TimeInForce.GTC);
  }

  private static Optional<String> refusal(OrderRequest request, Asset asset) {
    return Rules.refusal(request, asset).map(Refused::reason);
  }

  @Test
  void overTheCounterAuctionsAndTrailsAreRefused() {
    OrderRequest order = OrderRequest.buy("OTCX", "10").limit("5");
    assertThat(refusal(order, OTC)).isEmpty();
    assertThat(refusal(order.goodFor(TimeInForce.GTC), OTC)).isEmpty();
    assertThat(refusal(order.goodFor(TimeInForce.IOC), OTC)).isPresent();
    assertThat(refusal(order.with(new OrderTerms.TrailingAmount(Price.parse("1"))), OTC))
        .isPresent();
  }

  @Test
  void aPairHasALeastAndAMost() {
    OrderRequest order = OrderRequest.buy("BTC/USD", "1").limit("60000");
    assertThat(refusal(order, PAIR)).isEmpty();
    assertThat(refusal(OrderRequest.buy("BTC/USD", "0.0009").limit("60000"), PAIR).orElseThrow())
        .contains("0.0009")
        .contains("0.001");
    assertThat(refusal(OrderRequest.sell("BTC/USD", "4").limit("60000"), PAIR).orElseThrow())
        .contains("200000");
    OrderSize value = new OrderSize.Value(Money.parse("200000.01", Currency.USD));
    assertThat(refusal(order.with(value), PAIR)).isPresent();
  }

  @Test
  void aBuyOfLessThanADollarIsRefusedAndASaleIsNot() {
    assertThat(refusal(OrderRequest.buy("AAPL", "0.01").limit("99"), SHARE)).isPresent();
    assertThat(refusal(OrderRequest.sell("AAPL", "0.01").limit("99"), SHARE)).isEmpty();
    assertThat(refusal(OrderRequest.buy("AAPL", "0.01"), SHARE)).isEmpty();
  }

  @Test
  void aReplaceChangesNoQuantityOfPartsOfAUnit() {
    OrderRequest half = OrderRequest.buy("AAPL", "0.5").limit("99");
    OrderRequest ten = OrderRequest.buy("AAPL", "10").limit("99");
    assertThat(Rules.replaceRefusal(half, half.limit("98"))).isEmpty();
    assertThat(Rules.replaceRefusal(ten, OrderRequest.buy("AAPL", "12").limit("98"))).isEmpty();
    assertThat(Rules.replaceRefusal(half, ten)).isPresent();
    assertThat(Rules.replaceRefusal(ten, half)).isPresent();
    OrderSize value = new OrderSize.Value(Money.parse("20", Currency.USD));
    assertThat(Rules.replaceRefusal(ten.with(value), ten.with(value))).isPresent();
  }

  @Test
  void anAssetBecomesAnInstrumentWithItsOwnSteps() {
    assertThat(PAIR.instrument().orElseThrow().symbol().text()).isEqualTo("BTC/USD");
    assertThat(SHARE.instrument().orElseThrow().ticks().allows(Price.parse("99.001"))).isFalse();
    assertThat(asset("crypto", "ETH/BTC", "CRYPTO").instrument())
        .as("a pair that is not paid in dollars")
        .isEmpty();
    assertThat(asset("us_equity", "X", "MOON").instrument()).isEmpty();
    assertThat(asset("us_option", "AAPL240119C00100000", "").instrument()).isEmpty();
  }
}
