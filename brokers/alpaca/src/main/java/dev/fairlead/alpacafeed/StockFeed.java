// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

/** Which markets' shares one sees, by what is paid for (facts 6.1, 6.2). */
public enum StockFeed {
  /** One exchange; free. Its stream takes 30 symbols (facts 6.2). */
  IEX("iex", "iex", "iex", 30),
  /** All exchanges of the US; by subscription. */
  SIP("sip", "sip", "sip", 10_000),
  /** All of them, a quarter of an hour late. */
  DELAYED_SIP("delayed_sip", "sip", "delayed_sip", 10_000),
  /** A symbol that does not exist, {@code FAKEPACA}, round the clock: to try the stream. */
  TEST("test", "iex", "iex", 30);

  private final String stream;
  private final String history;
  private final String latest;
  private final int symbols;

  StockFeed(String stream, String history, String latest, int symbols) {
    this.stream = stream;
    this.history = history;
    this.latest = latest;
    this.symbols = symbols;
  }

  /** The stream's path. */
  String path() {
    return "/v2/" + stream;
  }

  /** What histories are asked of. */
  String history() {
    return history;
  }

  /** What the newest is asked of. */
  String latest() {
    return latest;
  }

  /** How many symbols are asked of the stream at most; a smaller limit is found out. */
  int symbols() {
    return symbols;
  }
}
