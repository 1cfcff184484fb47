// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

/** The venue's answer to a request. */
public sealed interface Receipt {
  /** Done, under this name; what came of it is in the reports. */
  record Taken(String brokerOrderId) implements Receipt {}

  /**
   * Nothing was done.
   *
   * @param code for programs: one of the constants here
   * @param reason for people, in the words that Alpaca uses where it has some
   */
  record Refused(String code, String reason) implements Receipt {
    public static final String DUPLICATE = "duplicate";
    public static final String UNKNOWN_SYMBOL = "unknown-symbol";
    public static final String NOT_TRADABLE = "not-tradable";
    public static final String NOT_OFFERED = "not-offered";
    public static final String TICK = "tick";
    public static final String LOT = "lot";
    public static final String MINIMUM = "minimum";
    public static final String BUYING_POWER = "buying-power";
    public static final String QUANTITY = "quantity";
    public static final String SHORT = "short";
    public static final String NO_QUOTE = "no-quote";
    public static final String AUCTION_CLOSED = "auction-closed";
    public static final String MARKET_ENDED = "market-ended";
    public static final String UNKNOWN_ORDER = "unknown-order";
    public static final String NOT_CANCELABLE = "not-cancelable";
    public static final String NOT_REPLACEABLE = "not-replaceable";
  }
}
