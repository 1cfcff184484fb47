// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

import static dev.fairlead.venue.VenueScript.play;

import dev.fairlead.calendar.TradingHours;
import org.junit.jupiter.api.Test;

class VenueTest {
  @Test
  void aMarketOrderTakesTheTouch() {
    play(
        """
        10:00:00 quote AAPL 99.98 100 100.00 200 |
        10:00:01 A buy 10 AAPL market day  | A taken; A 10 @ 100 done
        10:00:02 B sell 10 AAPL market day | B taken; B 10 @ 99.98 done
        10:00:03 cash                      | 99999.8 USD
        10:00:04 A cancel                  | refused not-cancelable
        10:00:04 X cancel                  | refused unknown-order
        10:00:05 A buy 1 AAPL market day   | refused duplicate\
        """);
  }

  @Test
  void anOrderTakesWhatIsDisplayedAndWaitsForTheNextQuote() {
    play(
        """
        10:00:00 quote AAPL 99.98 100 100.00 200 |
        10:00:01 A buy 150 AAPL market day     | A taken; A 150 @ 100 done
        10:00:02 B buy 150 AAPL limit 100 day  | B taken; B 50 @ 100
        10:00:03 C buy 10 AAPL market day      | C taken
        10:00:04 quote AAPL 99.97 100 99.99 60 | C 10 @ 99.99 done; B 50 @ 99.99
        10:00:05 quote AAPL 99.98 100 100.01 60 |
        10:00:06 quote AAPL 99.98 100 100 60   | B 50 @ 100 done\
        """);
  }

  @Test
  void betterLimitsTradeFirstThenEarlierOrders() {
    play(
        """
        10:00:00 quote AAPL 99.98 100 100.00 200 |
        10:00:01 A buy 30 AAPL limit 99 day    | A taken
        10:00:02 B buy 30 AAPL limit 99.5 day  | B taken
        10:00:03 C buy 30 AAPL limit 99 day    | C taken
        10:00:04 A replace buy 30 AAPL limit 99.2 day | A taken; A replaced
        10:00:05 A replace buy 30 AAPL limit 99 day | A taken; A replaced
        10:00:06 quote AAPL 98.97 100 98.99 70 | B 30 @ 98.99 done; C 30 @ 98.99 done; A 10 @ 98.99
        10:00:07 quote AAPL 98.98 100 98.99 70 | A 20 @ 98.99 done\
        """);
  }

  @Test
  void anImmediateOrderIsFilledOrCanceled() {
    play(
        """
        10:00:00 quote AAPL 99.98 100 100.00 200 |
        10:00:01 A buy 250 AAPL limit 100 ioc  | A taken; A 200 @ 100; A canceled
        10:00:02 quote AAPL 99.98 100 100.00 200 |
        10:00:03 B buy 201 AAPL market fok     | B taken; B canceled
        10:00:04 C buy 200 AAPL market fok     | C taken; C 200 @ 100 done
        10:00:05 D sell 10 AAPL limit 99.99 ioc | D taken; D canceled\
        """);
  }

  @Test
  void aStopIsTriggeredByThePriceItWouldTradeAt() {
    play(
        """
        10:00:00 quote AAPL 99.98 100 100.00 200 |
        10:00:01 A buy 10 AAPL stop 100.05 day     | A taken
        10:00:02 B buy 10 AAPL stop-limit 100.05 100.05 gtc | B taken
        10:00:03 C buy 10 AAPL stop 99.99 day      | C taken; C 10 @ 100 done
        10:00:04 D sell 10 AAPL stop 99.90 day     | D taken
        10:00:05 quote AAPL 99.95 100 100.04 200   |
        10:00:06 quote AAPL 99.97 100 100.06 200   | A 10 @ 100.06 done
        10:00:07 quote AAPL 99.97 100 100.05 200   | B 10 @ 100.05 done
        10:00:08 quote AAPL 99.90 100 100.05 200   | D 10 @ 99.9 done\
        """);
  }

  @Test
  void aTrailingStopFollowsTheBestPriceAndTellsOnceASecond() {
    play(
        """
        10:00:00 quote AAPL 99.98 100 100.00 200     |
        10:00:00 L buy 20 AAPL market day            | L taken; L 20 @ 100 done
        10:00:01 S sell 10 AAPL trail 1 day          | S taken; S trails 99.98
        10:00:01 P sell 10 AAPL trail% 2 gtc         | P taken; P trails 99.98
        10:00:01.5 quote AAPL 100.50 100 100.60 200  |
        10:00:01.9 quote AAPL 101 100 101.10 200     |
        10:00:02.1 quote AAPL 100.90 100 101 200     | S trails 101; P trails 101
        10:00:03 quote AAPL 100 100 100.20 200       | S 10 @ 100 done
        10:00:04 quote AAPL 99.00 100 99.20 200      |
        10:00:05 quote AAPL 98.98 100 99.20 200      | P 10 @ 98.98 done
        10:00:06 B buy 10 AAPL trail 0.5 day         | B taken; B trails 99.2
        10:00:08 quote AAPL 97.98 100 98.20 200      | B trails 98.2
        10:00:09 quote AAPL 98.50 100 98.70 200      | B 10 @ 98.7 done\
        """);
  }

  @Test
  void anOrderByValueBuysForItsMoney() {
    play(
        """
        10:00:00 quote AAPL 99.98 1 100.00 1        |
        10:00:00 quote BTC/USD 50000 1 60000 1      |
        10:00:01 A buy $150 AAPL market day         | A taken; A 1 @ 100
        10:00:02 quote AAPL 99.98 1 150 1           | A 0.333333333 @ 150 done
        10:00:03 B buy $1000 BTC/USD market ioc     | B taken; B 0.016666 @ 60000 done
        10:00:04 C sell $50 AAPL market day         | C taken; C 0.50010002 @ 99.98 done
        10:00:05 D sell $200 AAPL market day        | refused quantity
        10:00:06 E buy $0.99 AAPL market day        | refused minimum
        10:00:07 F buy 0.001 AAPL limit 150 day     | refused minimum
        10:00:08 G sell 0.000000001 AAPL limit 99 day | G taken; G 0.000000001 @ 99.98 done\
        """);
  }

  @Test
  void whatAnOrderByValueCannotBuyAnyMoreIsCanceled() {
    play(
        """
        10:00:00 quote BTC/USD 49999 0.01 50000 0.01 |
        10:00:01 A buy $500.055 BTC/USD market gtc  | A taken; A 0.01 @ 50000
        10:00:02 bound                              | 0.055 USD
        10:00:03 quote BTC/USD 59999 0.01 60000 0.1 | A canceled
        10:00:04 bound                              | 0 USD\
        """);
  }

  @Test
  void aReplaceChangesTheTotal() {
    play(
        """
        10:00:00 quote AAPL 99.98 100 100.00 50      |
        10:00:01 A buy 100 AAPL limit 100 day        | A taken; A 50 @ 100
        10:00:02 A replace buy 50 AAPL limit 100 day | refused not-replaceable
        10:00:03 A replace buy 60 AAPL limit 99.999 day | refused tick
        10:00:04 A replace buy 60 AAPL limit 99.5 gtc | A taken; A replaced
        10:00:05 bound                               | 995 USD
        10:00:06 A replace buy 5000 AAPL limit 99 gtc | refused buying-power
        10:00:06 bound                               | 995 USD
        10:00:07 quote AAPL 99.38 100 99.40 50       | A 10 @ 99.4 done
        10:00:08 bound                               | 0 USD
        10:00:09 A replace buy 70 AAPL limit 99 gtc  | refused not-replaceable\
        """);
  }

  @Test
  void buyingPowerIsReserved() {
    play(
        """
        10:00:00 quote AAPL 99.98 100 100.00 50       |
        10:00:00 quote BTC/USD 49999 10 50000 10      |
        10:00:01 A buy 1500 AAPL limit 100 day        | A taken; A 50 @ 100
        10:00:02 power                                | 50000 USD
        10:00:03 B buy 501 AAPL limit 100 day         | refused buying-power
        10:00:04 C buy 500 AAPL limit 90 day          | C taken
        10:00:05 power                                | 5000 USD
        10:00:06 A cancel                             | A taken; A canceled
        10:00:07 power                                | 150000 USD
        10:00:08 D buy 1.1 BTC/USD limit 50000 gtc    | refused buying-power
        10:00:09 E buy 1 BTC/USD limit 50000 gtc      | E taken; E 1 @ 50000 done
        10:00:10 cash                                 | 45000 USD\
        """);
  }

  @Test
  void aSaleClosesWhatIsFreeOrSellsShort() {
    play(
        """
        10:00:00 quote AAPL 100.00 100 100.10 50      |
        10:00:00 quote PENY 0.42 5000 0.43 5000       |
        10:00:00 quote BTC/USD 50000 10 50000.01 10   |
        10:00:01 A buy 50 AAPL market day             | A taken; A 50 @ 100.1 done
        10:00:02 B sell 30 AAPL limit 110 gtc         | B taken
        10:00:03 C sell 21 AAPL limit 110 gtc         | refused quantity
        10:00:04 D sell 20 AAPL limit 110 gtc         | D taken
        10:00:05 B cancel                             | B taken; B canceled
        10:00:06 D cancel                             | D taken; D canceled
        10:00:07 E sell 50 AAPL market day            | E taken; E 50 @ 100 done
        10:00:08 F sell 10 AAPL market day            | F taken; F 10 @ 100 done
        10:00:09 G buy 11 AAPL limit 90 day           | refused quantity
        10:00:10 H sell 0.5 AAPL market day           | refused short
        10:00:11 I sell 100 PENY market day           | refused short
        10:00:12 J sell 1 BTC/USD market gtc          | refused short
        10:00:13 K sell 10000 AAPL limit 100 day      | refused buying-power
        10:00:14 quote AAPL 100.00 100 100.10 50      |
        10:00:15 L buy 10 AAPL market day             | L taken; L 10 @ 100.1 done\
        """);
  }

  @Test
  void refusesWhatABrokerWould() {
    play(
        """
        10:00:00 quote AAPL 99.98 100 100.00 50    |
        10:00:01 A buy 1 NOPE market day           | refused unknown-symbol
        10:00:01 B buy 1 TWTR limit 50 day         | refused not-tradable
        10:00:01 C buy 1 AAPL limit 100.001 day    | refused tick
        10:00:01 D buy 1 PENY limit 0.42755 day    | refused tick
        10:00:01 E buy 1.5 PENY limit 0.4275 day   | refused lot
        10:00:01 F buy 1 NSE:TCS limit 4100.02 day | refused tick
        10:00:01 G buy 1 KO market day             | refused no-quote
        10:00:01 H buy 1 AAPL stop 100.005 day     | refused tick
        10:00:01 I buy 0 AAPL limit 100 day        | refused minimum
        10:00:01 J buy 0.0000001 BTC/USD limit 50000 gtc | refused lot
        10:00:01 K buy 1.5 AAPL limit 100 gtc      | refused not-offered
        10:00:01 L buy 1 AAPL limit 0 day          | refused minimum
        10:00:01 M buy $100 NSE:TCS market day     | refused lot
        10:00:01 N buy 1 AAPL market day ext       | refused not-offered
        10:00:01 O buy 1 AAPL trail 0 day          | refused minimum
        10:00:01 P buy 1 AAPL trail% 100 day       | refused minimum
        10:00:01 Q buy 1.5 AAPL trail 1 day        | refused not-offered
        10:00:02 R buy 1 PENY limit 0.4275 day     | R taken
        10:00:02 S buy 1 NSE:TCS limit 4100.05 day | S taken\
        """);
  }

  @Test
  void roundTheClockADayEndsAtMidnightInTheExchangesZone() {
    play(
        """
        10:00:00 quote AAPL 99.98 100 100.00 50   |
        22:00:00 A buy 1 AAPL limit 90 day        | A taken
        22:00:00 B buy 1 AAPL limit 90 gtc        | B taken
        22:00:00 C buy 1 NSE:TCS limit 4100 day   | C taken
        22:00:00 D buy 1 AAPL market opg          | D taken
        2T00:00:00 wait                           | A expired
        2T09:29:59 wait                           |
        2T09:30:00 wait                           | D 1 @ 100 done
        2T14:29:59 wait                           |
        2T14:30:00 wait                           | C expired
        30T00:00:00 wait                          |\
        """);
  }

  @Test
  void atTheExchangeOrdersWaitForTheirSession() {
    play(
        TradingHours.EXCHANGE,
        VenueModels.PLAIN,
        """
        07:00:00 quote AAPL 99.98 100 100.00 50   |
        07:00:01 A buy 1 AAPL market day          | A taken
        07:00:02 B buy 1 AAPL limit 100 day ext   | B taken; B 1 @ 100 done
        07:00:03 C buy 1 AAPL limit 100 day       | C taken
        07:00:04 D buy 1 AAPL limit 100 ioc       | D taken; D canceled
        07:00:05 E buy 1 AAPL stop 99 day         | E taken
        08:00:00 quote AAPL 99.88 100 99.90 50    |
        09:29:59 wait                             |
        09:30:00 wait                     | A 1 @ 99.9 done; E 1 @ 99.9 done; C 1 @ 99.9 done
        15:59:58 F buy 1 AAPL limit 90 day        | F taken
        15:59:59 G buy 1 AAPL limit 90 day ext    | G taken
        16:00:00 wait                             | F expired
        17:00:00 H buy 1 AAPL market day          | H taken
        17:00:01 I buy 1 BTC/USD limit 50 gtc     | I taken
        20:00:00 wait                             | G expired
        2T09:30:00 wait                           | H 1 @ 99.9 done\
        """);
  }

  @Test
  void auctionsFillOnceAndCancelTheRest() {
    play(
        TradingHours.EXCHANGE,
        VenueModels.PLAIN,
        """
        09:00:00 quote AAPL 99.98 100 100.00 50      |
        09:27:59 A buy 60 AAPL market opg            | A taken
        09:28:00 B buy 60 AAPL market opg            | refused auction-closed
        09:29:00 quote AAPL 99.98 100 100.00 50      |
        09:30:00 wait                                | A 50 @ 100; A canceled
        15:49:59 C buy 10 AAPL limit 99 cls          | C taken
        15:49:59 D sell 10 AAPL limit 99 cls         | D taken
        15:50:00 E sell 10 AAPL limit 99 cls         | refused auction-closed
        15:59:59 quote AAPL 99.00 100 99.10 50       |
        16:00:00 wait                                | C canceled; D 10 @ 99 done\
        """);
  }

  @Test
  void goodTillCanceledIsNinetyDays() {
    play(
        """
        10:00:00 A buy 1 AAPL limit 90 gtc | A taken
        10:00:01 A cancel                  | A taken; A canceled
        10:00:02 B buy 1 AAPL limit 90 gtc | B taken
        2024-09-29T10:00:01 wait           |
        2024-09-29T10:00:02 wait           | B expired\
        """);
  }

  @Test
  void modelsChangeThePriceButNotBeyondTheLimit() {
    play(
        TradingHours.ALWAYS,
        new VenueModels(
            PriceImprovement.parse("midpoint-half"),
            Slippage.parse("bps:10"),
            Fees.parse("per-share:0.005"),
            Fees.parse("bps:25")),
        """
        10:00:00 quote AAPL 99.00 100 100.00 50      |
        10:00:00 quote BTC/USD 49000 10 50000 10     |
        10:00:01 A buy 10 AAPL market day            | A taken; A 10 @ 99.84975 fee 0.05 done
        10:00:02 B sell 10 AAPL market day           | B taken; B 10 @ 99.15075 fee 0.05 done
        10:00:03 C buy 1 BTC/USD limit 50000 gtc     | C taken; C 1 @ 49799.75 fee 124.499375 done
        10:00:04 D sell 1 BTC/USD limit 49000 gtc | D taken; D 1 @ 49200.75 fee 123.001875 done\
        """);
    play(
        TradingHours.ALWAYS,
        new VenueModels(
            PriceImprovement.NONE, Slippage.parse("bps:10"), new Fees.None(), new Fees.None()),
        """
        10:00:00 quote AAPL 99.00 100 100.00 50      |
        10:00:01 A buy 10 AAPL limit 100.05 day      | A taken; A 10 @ 100.05 done
        10:00:02 B buy 10 AAPL limit 101 day         | B taken; B 10 @ 100.1 done
        10:00:03 C sell 20 AAPL limit 98.95 day      | C taken; C 20 @ 98.95 done\
        """);
  }

  @Test
  void aClockThatGoesBackIsOneMoreQuote() {
    play(
        """
        10:00:00 quote AAPL 99.98 100 100.00 200 |
        11:00:00 quote AAPL 89.98 100 90.00 200  |
        11:00:01 A buy 10 AAPL limit 80 day      | A taken
        10:30:00 B buy 10 AAPL market day        | B taken; B 10 @ 100 done
        10:30:01 wait                            |
        11:00:02 C buy 10 AAPL market day        | C taken; C 10 @ 90 done\
        """);
  }
}
