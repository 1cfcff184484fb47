// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.OrderDraft.Reading;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Fault;
import dev.fairlead.message.Offer;
import dev.fairlead.message.Offers;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderRequest.Exits;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OrderDraftTest {
  private static final Capabilities ALL = Desk.capabilities(Desk.PROOF);

  /** Takes equity market and limit orders by quantity, for the day. */
  private static final Capabilities FEW =
      Capabilities.taking(
          Offers.of(
              List.of(
                  Offer.of(AssetClass.EQUITY, OrderType.MARKET, TimeInForce.DAY),
                  Offer.of(AssetClass.EQUITY, OrderType.LIMIT, TimeInForce.DAY))));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          qty=-5                           | qty positive
          qty=0                            | qty positive
          qty=NaN                          | qty not-a-number
          qty=1e400                        | qty too-large
          qty=100e2147483647               | qty too-large
          qty=1234567890123456789          | qty too-large
          qty=1000000000.1                 | qty maximum
          qty=0.0000000001                 | qty too-many-decimals
          qty=ten                          | qty not-a-number
          qty=                             | qty required
          qty=5 notional=100               | notional either-or
          qty= notional=100                | none
          qty= notional=0.99               | notional minimum
          qty= notional=0                  | notional minimum
          qty= notional=-5                 | notional minimum
          qty= notional=10.001             | notional max-decimals
          qty= notional=10.0000001         | notional too-many-decimals
          qty= notional=x                  | notional not-a-number
          qty=x notional=x                 | qty not-a-number, notional not-a-number
          qty=0.5                          | none
          qty=0.5 symbol=BRK.A             | qty not-fractionable
          qty= notional=100 symbol=BRK.A   | notional not-fractionable
          qty=0.5 time_in_force=gtc        | time_in_force fractional
          qty=0.5 type=trailing_stop limit_price= trail_price=1 | type fractional
          symbol=                          | symbol required
          symbol=NOPE                      | symbol unknown-symbol
          symbol=aapl                      | symbol malformed
          symbol=AAPL🍏                    | symbol malformed
          side=                            | side required
          side=short                       | side unknown-value
          type=                            | type required
          type=LIMIT                       | type unknown-value
          time_in_force=                   | time_in_force required
          time_in_force=forever            | time_in_force unknown-value
          limit_price=                     | limit_price required
          limit_price=0                    | limit_price positive
          limit_price=-1                   | limit_price positive
          limit_price=NaN                  | limit_price not-a-number
          limit_price=1e400                | limit_price too-large
          limit_price=1000000000.01        | limit_price maximum
          limit_price=190.255              | limit_price tick
          limit_price=0.12345              | limit_price tick
          limit_price=0.1234               | none
          stop_price=90                    | stop_price not-allowed
          trail_price=1                    | trail_price not-allowed
          trail_percent=1                  | trail_percent not-allowed
          type=market                      | limit_price not-allowed
          type=stop limit_price=           | stop_price required
          type=stop stop_price=101         | limit_price not-allowed
          type=stop_limit                  | stop_price required
          type=stop_limit limit_price=     | limit_price required, stop_price required
          type=trailing_stop limit_price=  | trail_price required
          type=trailing_stop limit_price= trail_price=1 trail_percent=1 | trail_price either-or
          type=trailing_stop limit_price= trail_price=0      | trail_price positive
          type=trailing_stop limit_price= trail_price=9000000000 | trail_price maximum
          type=trailing_stop limit_price= trail_percent=0    | trail_percent range
          type=trailing_stop limit_price= trail_percent=100  | trail_percent range
          type=trailing_stop limit_price= trail_percent=x    | trail_percent not-a-number
          extended_hours=true              | none
          extended_hours=True              | none
          extended_hours=maybe             | extended_hours unknown-value
          extended_hours=true type=market limit_price= | extended_hours extended-hours
          extended_hours=true time_in_force=ioc | extended_hours extended-hours
          order_class=simple               | none
          order_class=mleg                 | order_class unknown-value
          """)
  void everyFaultIsReported(String changes, String faults) {
    assertThat(faults(draft(changes), ALL)).isEqualTo(faults);
  }

  /**
   * Every line is a bracket with a take-profit at 110 and a stop-loss at 90 but for the changes.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          time_in_force=gtc                          | none
          type=market limit_price=                   | none
          stop-limit=89                   | none
          profit=                   | profit required
          stop=                      | stop required
          stop= stop-limit=89 | stop required
          profit= stop= | profit required, stop required
          profit=x                  | profit not-a-number
          profit=110.001            | profit tick
          stop=0                     | stop positive
          stop-limit=9000000000           | stop-limit maximum
          type=stop stop_price=100 limit_price=      | type bracket
          time_in_force=ioc                          | time_in_force bracket
          extended_hours=true                        | extended_hours bracket
          qty=1.5                                    | qty bracket
          qty= notional=500 type=market limit_price= | notional bracket
          symbol=BTC/USD time_in_force=gtc           | order_class bracket
          profit=90                 | profit price-order, profit base-price
          profit=100                | profit base-price
          profit=100.01             | none
          stop=100                   | stop base-price
          stop=99.99                 | none
          side=sell profit=90                        | profit price-order, stop base-price
          side=sell profit=90 stop=110 | none
          order_class=                               | profit not-allowed, stop not-allowed
          order_class=simple                         | profit not-allowed, stop not-allowed
          order_class=oto                            | stop either-or
          order_class=oto stop=      | none
          order_class=oto profit=   | none
          order_class=oto profit= stop= | profit required
          order_class=oco side=sell limit_price=     | none
          order_class=oco side=sell limit_price=110  | none
          order_class=oco side=sell                  | limit_price oco
          order_class=oco side=buy limit_price=      | profit price-order
          order_class=oco side=sell limit_price= type=market | type oco
          order_class=oco side=sell limit_price= stop= | stop required
          """)
  @DisplayName("alpaca 3.1 every fault of an order with exits is reported")
  void everyFaultOfExitsIsReported(String changes, String faults) {
    String exits = "order_class=bracket profit=110 stop=90 ";
    assertThat(faults(draft(spelledOut(exits + changes)), ALL)).isEqualTo(spelledOut(faults));
  }

  private static String spelledOut(String text) {
    return text.replaceAll("(?<![\\w=])profit(?=[= ])", "take_profit.limit_price")
        .replaceAll("(?<![\\w=])stop(?=[= ])", "stop_loss.stop_price")
        .replaceAll("(?<![\\w=])stop-limit(?=[= ])", "stop_loss.limit_price");
  }

  @Test
  void exitsAreReadAsTheyWereWritten() {
    String exits = " take_profit.limit_price=110 stop_loss.stop_price=90";
    OrderTerms.Limit profit = new OrderTerms.Limit(Price.parse("110"));
    OrderTerms stop = new OrderTerms.Stop(Price.parse("90"));
    assertThat(request("order_class=bracket" + exits).exits())
        .isEqualTo(new Exits.Bracket(profit, stop));
    OrderRequest oco = request("order_class=oco side=sell limit_price=" + exits);
    assertThat(oco.exits()).isEqualTo(new Exits.Oco(stop));
    assertThat(oco.terms()).isEqualTo(profit);
    assertThat(request("order_class=oto take_profit.limit_price=110").exits())
        .isEqualTo(new Exits.Oto(profit));
    assertThat(request("order_class=oto stop_loss.stop_price=90 stop_loss.limit_price=89").exits())
        .isEqualTo(new Exits.Oto(new OrderTerms.StopLimit(Price.parse("90"), Price.parse("89"))));
  }

  @Test
  void allFaultsOfAnOrderAreReportedAtOnce() {
    String everything =
        "symbol=nope qty=-1.5 side=up type=limit time_in_force=soon limit_price=0 stop_price=x"
            + " trail_price=1 extended_hours=perhaps order_class=oco";
    assertThat(faults(draft(everything), ALL))
        .isEqualTo(
            "symbol malformed, side unknown-value, extended_hours unknown-value,"
                + " time_in_force unknown-value, stop_price not-a-number, qty positive,"
                + " limit_price positive, trail_price not-allowed,"
                + " take_profit.limit_price required, stop_loss.stop_price required, qty oco");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          time_in_force=gtc        | time_in_force not-offered
          type=stop limit_price= stop_price=90 | time_in_force not-offered
          qty= notional=100        | notional not-offered
          extended_hours=true      | extended_hours not-offered
          symbol=BTC/USD           | time_in_force not-offered
          """)
  void whatTheBrokerDoesNotTakeIsAFault(String changes, String faults) {
    assertThat(faults(draft(changes), FEW)).isEqualTo(faults);
  }

  @Test
  void aFaultNamesFieldValueRuleAndLimit() {
    assertThat(read(draft("limit_price=190.255 qty=1e400"), ALL))
        .isEqualTo(
            new Reading.Faulty(
                List.of(
                    new Fault("qty", "1e400", "too-large", "at most 9223372036.854775807"),
                    new Fault(
                        "limit_price",
                        "190.255",
                        "tick",
                        "must be a multiple of 0.01 (sub-penny increment does not fulfill minimum"
                            + " pricing criteria)"))));
  }

  @Test
  void anOverlongValueIsShownInPartAndNeverThroughACharacter() {
    String emoji = "🍏".repeat(200);
    Reading.Faulty faulty = (Reading.Faulty) read(draft("qty=" + emoji), ALL);
    Fault fault = faulty.faults().getFirst();
    assertThat(fault.value()).isEqualTo("🍏".repeat(64) + "…");
    assertThat(fault.rule()).isEqualTo("not-a-number");
  }

  @ParameterizedTest
  @CsvSource({"128,true", "129,false", "200,false"})
  void aClientOrderIdHasAtMost128Characters(int length, boolean fits) {
    for (String character : List.of("x", "🍏")) {
      String id = character.repeat(length);
      Reading reading = read(draft("client_order_id=" + id), ALL);
      if (fits) {
        assertThat(((Reading.Order) reading).clientOrderId()).isEqualTo(id);
      } else {
        assertThat(faults(draft("client_order_id=" + id), ALL))
            .isEqualTo("client_order_id max-length");
      }
    }
  }

  @Test
  void aClientOrderIdIsPrintable() {
    for (String bad : List.of("a\u0000b", "a\nb", "a\u007fb", "\ud83c", "x\udf4f")) {
      assertThat(faults(draft("client_order_id=" + bad), ALL))
          .isEqualTo("client_order_id unprintable");
    }
    assertThat(((Reading.Order) read(draft("client_order_id="), ALL)).clientOrderId()).isNull();
  }

  @Test
  void whatIsFaultlessIsAnOrder() {
    assertThat(request("")).isEqualTo(OrderRequest.buy("AAPL", "10").limit("100"));
    assertThat(request("side=sell type=market limit_price= qty=0.5"))
        .isEqualTo(OrderRequest.sell("AAPL", "0.5"));
    assertThat(request("type=market limit_price= qty= notional=100.25").size())
        .isEqualTo(new OrderSize.Value(Desk.usd("100.25")));
    assertThat(request("type=stop limit_price= stop_price=90").terms())
        .isEqualTo(new OrderTerms.Stop(Price.parse("90")));
    assertThat(request("type=stop_limit stop_price=90").terms())
        .isEqualTo(new OrderTerms.StopLimit(Price.parse("90"), Price.parse("100")));
    assertThat(request("type=trailing_stop limit_price= trail_price=2").terms())
        .isEqualTo(new OrderTerms.TrailingAmount(Price.parse("2")));
    assertThat(request("type=trailing_stop limit_price= trail_percent=2.5").terms())
        .isEqualTo(new OrderTerms.TrailingPercent(Percent.parse("2.5")));
    assertThat(request("extended_hours=TRUE time_in_force=gtc"))
        .isEqualTo(
            OrderRequest.buy("AAPL", "10").limit("100").goodFor(TimeInForce.GTC).inExtendedHours());
  }

  @Test
  void changesAreReadLikewise() {
    ChangesDraft bad = new ChangesDraft("x", "never", "1e400", "1..2", "NaN", "a\nb");
    assertThat(((ChangesDraft.Reading.Faulty) bad.read()).faults())
        .extracting(fault -> fault.field() + " " + fault.rule())
        .containsExactly(
            "qty not-a-number",
            "time_in_force unknown-value",
            "limit_price too-large",
            "stop_price not-a-number",
            "trail not-a-number",
            "client_order_id unprintable");
    ChangesDraft none = new ChangesDraft(null, null, null, null, null, null);
    assertThat(((ChangesDraft.Reading.Changes) none.read()).clientOrderId()).isNull();
  }

  private static OrderRequest request(String changes) {
    return ((Reading.Order) read(draft(changes), ALL)).request();
  }

  private static String faults(OrderDraft draft, Capabilities capabilities) {
    return switch (read(draft, capabilities)) {
      case Reading.Order _ -> "none";
      case Reading.Faulty(List<Fault> faults) ->
          String.join(", ", faults.stream().map(f -> f.field() + " " + f.rule()).toList());
    };
  }

  private static Reading read(OrderDraft draft, Capabilities capabilities) {
    return draft.read(OrderDraftTest::listed, capabilities);
  }

  private static Optional<Instrument> listed(Symbol symbol) {
    return Stream.of(Desk.AAPL, Desk.BRK, Desk.BTC)
        .filter(instrument -> instrument.symbol().equals(symbol))
        .findFirst();
  }

  /** A limit order for 10 AAPL at 100 for the day, with {@code field=value} changes. */
  private static OrderDraft draft(String changes) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("symbol", "AAPL");
    fields.put("qty", "10");
    fields.put("side", "buy");
    fields.put("type", "limit");
    fields.put("time_in_force", "day");
    fields.put("limit_price", "100");
    for (String change : changes.split(" (?=[\\w.]+=)", -1)) {
      int equals = change.indexOf('=');
      if (equals > 0) {
        fields.put(change.substring(0, equals), change.substring(equals + 1));
      }
    }
    return new OrderDraft(
        fields.get("symbol"),
        fields.get("qty"),
        fields.get("notional"),
        fields.get("side"),
        fields.get("type"),
        fields.get("time_in_force"),
        fields.get("limit_price"),
        fields.get("stop_price"),
        fields.get("trail_price"),
        fields.get("trail_percent"),
        fields.get("extended_hours"),
        fields.get("client_order_id"),
        fields.get("order_class"),
        fields.get("take_profit.limit_price"),
        fields.get("stop_loss.stop_price"),
        fields.get("stop_loss.limit_price"));
  }
}
