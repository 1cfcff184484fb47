// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.tape;

import dev.fairlead.model.Exchange;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The letters that stand for exchanges in trades and quotes, {@code x}, {@code bx} and {@code ax}:
 * Alpaca's where it has one, free ones where it has not. {@code meta/exchanges} tells them all.
 */
public final class Letters {
  private Letters() {}

  static String of(Exchange exchange) {
    return switch (exchange) {
      case NYSE -> "N";
      case NASDAQ -> "Q";
      case ARCA -> "P";
      case AMEX -> "A";
      case BATS -> "Z";
      case OTC -> "O";
      case NSE -> "G";
      case BSE -> "R";
      case CRYPTO -> "";
    };
  }

  private static String name(Exchange exchange) {
    return switch (exchange) {
      case NYSE -> "New York Stock Exchange";
      case NASDAQ -> "NASDAQ OMX";
      case ARCA -> "NYSE Arca";
      case AMEX -> "NYSE American (AMEX)";
      case BATS -> "Cboe BZX";
      case OTC -> "Over the counter";
      case NSE -> "National Stock Exchange of India";
      case BSE -> "BSE (Bombay)";
      case CRYPTO -> "Crypto";
    };
  }

  /** What each letter stands for, in alphabetical order. */
  public static Map<String, String> all() {
    return Arrays.stream(Exchange.values())
        .filter(exchange -> !of(exchange).isEmpty())
        .collect(Collectors.toMap(Letters::of, Letters::name, (first, _) -> first, TreeMap::new));
  }
}
