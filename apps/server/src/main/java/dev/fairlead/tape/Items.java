// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.tape;

import dev.fairlead.market.Bar;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Exchange;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.money.Quantity;
import java.util.List;

/**
 * Trades, quotes, bars and order books in Alpaca's letters (facts 6.1, 6.2), by the class of the
 * instrument: shares have an exchange, a tape, conditions and whole sizes, pairs of currencies have
 * none of these.
 */
public final class Items {
  private static final List<String> REGULAR_SALE = List.of("@");
  private static final List<String> REGULAR_QUOTE = List.of("R");

  private Items() {}

  public static void trade(Fields out, Instrument of, Trade trade) {
    out.instant("t", trade.at());
    switch (of.assetClass()) {
      case EQUITY -> {
        out.text("x", Letters.of(of.exchange()));
        out.price("p", trade.price());
        out.whole("s", shares(trade.size()));
        out.texts("c", REGULAR_SALE);
        out.whole("i", trade.id());
        out.text("z", tape(of.exchange()));
      }
      case CRYPTO -> {
        out.price("p", trade.price());
        out.quantity("s", trade.size());
        out.whole("i", trade.id());
        out.text("tks", trade.taker() == Side.BUY ? "B" : "S");
      }
    }
  }

  public static void quote(Fields out, Instrument of, Quote quote) {
    out.instant("t", quote.at());
    switch (of.assetClass()) {
      case EQUITY -> {
        out.text("bx", Letters.of(of.exchange()));
        out.price("bp", quote.bid());
        out.whole("bs", shares(quote.bidSize()));
        out.text("ax", Letters.of(of.exchange()));
        out.price("ap", quote.ask());
        out.whole("as", shares(quote.askSize()));
        out.texts("c", REGULAR_QUOTE);
        out.text("z", tape(of.exchange()));
      }
      case CRYPTO -> {
        out.price("bp", quote.bid());
        out.quantity("bs", quote.bidSize());
        out.price("ap", quote.ask());
        out.quantity("as", quote.askSize());
      }
    }
  }

  public static void bar(Fields out, Instrument of, Bar bar) {
    out.instant("t", bar.start());
    out.price("o", bar.open());
    out.price("h", bar.high());
    out.price("l", bar.low());
    out.price("c", bar.close());
    switch (of.assetClass()) {
      case EQUITY -> out.whole("v", shares(bar.volume()));
      case CRYPTO -> out.quantity("v", bar.volume());
    }
    out.whole("n", bar.trades());
    out.price("vw", bar.vwap());
  }

  /** The best level of each side, which is all of the book that a quote tells. */
  public static void orderBook(Fields out, Quote quote) {
    out.instant("t", quote.at());
    out.level("b", quote.bid(), quote.bidSize());
    out.level("a", quote.ask(), quote.askSize());
  }

  /**
   * A number of shares as the whole number that SDKs read (Go: uint32, uint64). A part of a share
   * beyond a whole number is left out, less than one share counts as one.
   */
  private static long shares(Quantity size) {
    long whole = size.nanos() / Quantity.of(1).nanos();
    return whole == 0 && size.isPositive() ? 1 : whole;
  }

  /** Who consolidates it: A for New York's, B for the regional ones, C for Nasdaq's, O for none. */
  private static String tape(Exchange exchange) {
    return switch (exchange) {
      case NYSE -> "A";
      case ARCA, AMEX, BATS -> "B";
      case NASDAQ -> "C";
      case OTC, NSE, BSE, CRYPTO -> "O";
    };
  }
}
