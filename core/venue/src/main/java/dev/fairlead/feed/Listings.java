// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.feed;

import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Exchange;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TickRule;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the synthetic market lists: real names at believable prices, and two instruments for the
 * rules that few real ones show: {@code PENY} trades under a dollar and can be neither sold short
 * nor split, {@code TWTR} is delisted.
 */
final class Listings {
  private static final Quantity FRACTION = new Quantity(1);
  private static final Quantity ROUND_LOT = Quantity.of(100);
  private static final TickRule RUPEE_TICKS = TickRule.of(Price.parse("0.05"));
  private static final TickRule CENTS = TickRule.of(Price.parse("0.01"));

  static final List<Listing> ALL =
      List.of(
          us("AAPL", "Apple Inc. Common Stock", Exchange.NASDAQ, "231.50", 160, 1, 30, 2200),
          us(
              "MSFT",
              "Microsoft Corporation Common Stock",
              Exchange.NASDAQ,
              "428.20",
              140,
              3,
              20,
              3400),
          us(
              "NVDA",
              "NVIDIA Corporation Common Stock",
              Exchange.NASDAQ,
              "138.40",
              300,
              1,
              40,
              2000),
          us("AMZN", "Amazon.com, Inc. Common Stock", Exchange.NASDAQ, "204.10", 190, 1, 25, 3000),
          us("GOOGL", "Alphabet Inc. Class A", Exchange.NASDAQ, "172.60", 180, 1, 25, 3600),
          us("META", "Meta Platforms, Inc. Class A", Exchange.NASDAQ, "565.00", 220, 5, 15, 4200),
          us("TSLA", "Tesla, Inc. Common Stock", Exchange.NASDAQ, "262.30", 350, 3, 25, 2200),
          us("AMD", "Advanced Micro Devices, Inc.", Exchange.NASDAQ, "139.80", 310, 1, 25, 2800),
          us("INTC", "Intel Corporation Common Stock", Exchange.NASDAQ, "24.35", 280, 1, 120, 4000),
          us("PEP", "PepsiCo, Inc. Common Stock", Exchange.NASDAQ, "158.90", 100, 2, 15, 8000),
          us("SPY", "SPDR S&P 500 ETF Trust", Exchange.ARCA, "588.60", 90, 1, 60, 2000),
          us("QQQ", "Invesco QQQ Trust", Exchange.NASDAQ, "503.20", 120, 1, 50, 2400),
          us("IWM", "iShares Russell 2000 ETF", Exchange.ARCA, "232.70", 130, 1, 40, 4200),
          us("BRK.B", "Berkshire Hathaway Inc. Class B", Exchange.NYSE, "468.40", 90, 5, 10, 10000),
          us("JPM", "JPMorgan Chase & Co.", Exchange.NYSE, "243.10", 130, 2, 20, 5000),
          us("XOM", "Exxon Mobil Corporation", Exchange.NYSE, "119.30", 130, 1, 30, 5200),
          us("KO", "Coca-Cola Company", Exchange.NYSE, "62.80", 80, 1, 60, 6000),
          us("F", "Ford Motor Company", Exchange.NYSE, "11.05", 200, 1, 250, 4600),
          us("GE", "GE Aerospace", Exchange.NYSE, "178.90", 160, 2, 15, 7000),
          us("IBM", "International Business Machines", Exchange.NYSE, "215.60", 130, 2, 15, 7200),
          penny("PENY", "Penny Example Mining Corp.", "0.4275"),
          delisted("TWTR", "Twitter, Inc. Common Stock (delisted)", "53.70"),
          india("NSE:RELIANCE", "Reliance Industries Limited", "1285.00", 150, 4200),
          india("NSE:TCS", "Tata Consultancy Services Limited", "4120.00", 130, 7000),
          india("NSE:INFY", "Infosys Limited", "1835.00", 150, 5600),
          crypto("BTC/USD", "Bitcoin / US Dollar", "68250.00", 260, "0.000001", "0.01", 2200),
          crypto("ETH/USD", "Ether / US Dollar", "2640.00", 320, "0.00001", "0.1", 3000));

  private Listings() {}

  /** A recorded US stock or fund: the listing above if there is one, else what most are. */
  static Instrument recorded(Symbol symbol) {
    return find(symbol)
        .orElseGet(() -> equity(symbol, symbol + " (recorded)", Exchange.NYSE, true, true));
  }

  private static Optional<Instrument> find(Symbol symbol) {
    return ALL.stream()
        .map(Listing::instrument)
        .filter(instrument -> instrument.symbol().equals(symbol))
        .findFirst();
  }

  /**
   * Stable for ever: made of the symbol, in the form of a random UUID. Not by {@link
   * UUID#nameUUIDFromBytes}, whose digest takes longer to load than the market to make.
   */
  static UUID assetId(Symbol symbol) {
    long high = Noise.hash("dev.fairlead.asset:" + symbol);
    long low = Noise.hash("dev.fairlead.asset.low:" + symbol);
    long version4 = (high & ~0xF000L) | 0x4000L;
    long variant = (low & 0x3FFF_FFFF_FFFF_FFFFL) | Long.MIN_VALUE;
    return new UUID(version4, variant);
  }

  private static Listing us(
      String symbol,
      String name,
      Exchange exchange,
      String base,
      long volatility,
      long spreadTicks,
      long sizeSteps,
      long tradeMillis) {
    Instrument instrument = equity(new Symbol(symbol), name, exchange, true, true);
    return listing(instrument, base, volatility, spreadTicks, ROUND_LOT, sizeSteps, tradeMillis);
  }

  private static Listing penny(String symbol, String name, String base) {
    Instrument instrument = equity(new Symbol(symbol), name, Exchange.AMEX, true, false);
    return listing(instrument, base, 500, 8, ROUND_LOT, 200, 12_000);
  }

  private static Listing delisted(String symbol, String name, String base) {
    Instrument instrument = equity(new Symbol(symbol), name, Exchange.NYSE, false, false);
    return listing(instrument, base, 10, 2, ROUND_LOT, 5, 60_000);
  }

  private static Instrument equity(
      Symbol symbol, String name, Exchange exchange, boolean tradable, boolean easy) {
    return new Instrument(
        symbol,
        assetId(symbol),
        name,
        exchange,
        AssetClass.EQUITY,
        Currency.USD,
        TickRule.US_EQUITY,
        easy ? FRACTION : Quantity.of(1),
        tradable,
        easy,
        easy,
        easy);
  }

  private static Listing india(
      String symbol, String name, String base, long volatility, long tradeMillis) {
    Symbol listed = new Symbol(symbol);
    Instrument instrument =
        new Instrument(
            listed,
            assetId(listed),
            name,
            Exchange.NSE,
            AssetClass.EQUITY,
            Currency.INR,
            RUPEE_TICKS,
            Quantity.of(1),
            true,
            false,
            true,
            true);
    return listing(instrument, base, volatility, 2, Quantity.of(25), 60, tradeMillis);
  }

  private static Listing crypto(
      String symbol,
      String name,
      String base,
      long volatility,
      String lot,
      String sizeStep,
      long tradeMillis) {
    Symbol listed = new Symbol(symbol);
    Instrument instrument =
        new Instrument(
            listed,
            assetId(listed),
            name,
            Exchange.CRYPTO,
            AssetClass.CRYPTO,
            Currency.USD,
            CENTS,
            Quantity.parse(lot),
            true,
            true,
            false,
            false);
    // A spread of some two hundredths of a per cent, in cents.
    long spreadTicks = Math.max(1, Price.parse(base).nanos() / 50_000_000_000L);
    return listing(
        instrument, base, volatility, spreadTicks, Quantity.parse(sizeStep), 150, tradeMillis);
  }

  /** {@code volatility} is in hundredths of a per cent a day. */
  private static Listing listing(
      Instrument instrument,
      String base,
      long volatility,
      long spreadTicks,
      Quantity sizeStep,
      long sizeSteps,
      long tradeMillis) {
    long dailyVolatility = volatility * (Noise.DEVIATION_UNIT / 10_000);
    return new Listing(
        instrument,
        Price.parse(base),
        dailyVolatility,
        spreadTicks,
        sizeStep,
        sizeSteps,
        tradeMillis);
  }
}
