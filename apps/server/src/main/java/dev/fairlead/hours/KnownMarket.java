// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.hours;

import java.util.Arrays;
import java.util.Optional;

/**
 * The markets of Alpaca's list whose days and hours are known here: those of US equities, which
 * keep the same ones. Markets of the list that have others are told to be unknown and not guessed.
 */
enum KnownMarket {
  NYSE("New York Stock Exchange", "XNYS"),
  NASDAQ("NASDAQ", "XNAS"),
  IEX("Investors Exchange", "IEXG"),
  OTC("Over-The-Counter", "OTCM");

  private final String longName;
  private final String mic;

  KnownMarket(String longName, String mic) {
    this.longName = longName;
    this.mic = mic;
  }

  String longName() {
    return longName;
  }

  /** Its code by ISO 10383, by which it may be asked for too. */
  String mic() {
    return mic;
  }

  static Optional<KnownMarket> find(String code) {
    return Arrays.stream(values())
        .filter(market -> market.name().equals(code) || market.mic.equals(code))
        .findFirst();
  }

  static String names() {
    return String.join(", ", Arrays.stream(values()).map(Enum::name).toList());
  }
}
