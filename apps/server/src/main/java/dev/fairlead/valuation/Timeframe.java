// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.valuation;

import dev.fairlead.market.BarSpan;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** How long each window of a history is. */
@SuppressWarnings("ImmutableEnumChecker") // a span is immutable, though its type does not say so
enum Timeframe {
  MINUTE("1Min", Duration.ofMinutes(1), BarSpan.MINUTE),
  FIVE_MINUTES("5Min", Duration.ofMinutes(5), new BarSpan(5, BarSpan.Unit.MINUTE)),
  QUARTER("15Min", Duration.ofMinutes(15), new BarSpan(15, BarSpan.Unit.MINUTE)),
  // From the half hour at which sessions open.
  HOUR("1H", Duration.ofHours(1), new BarSpan(30, BarSpan.Unit.MINUTE)),
  // A day's bar goes on after the close; an hour's ends with it.
  DAY("1D", Duration.ofDays(1), new BarSpan(1, BarSpan.Unit.HOUR));

  static final Map<String, Timeframe> BY_WORD =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Timeframe::word, each -> each));

  private final String word;
  private final Duration step;
  private final BarSpan prices;

  Timeframe(String word, Duration step, BarSpan prices) {
    this.word = word;
    this.step = step;
    this.prices = prices;
  }

  String word() {
    return word;
  }

  Duration step() {
    return step;
  }

  /** The bars whose ends are among the windows' ends. */
  BarSpan prices() {
    return prices;
  }

  boolean isIntraday() {
    return this != DAY;
  }

  /** What Alpaca takes where nothing is said. */
  static Timeframe usualFor(long days) {
    return days < 7 ? MINUTE : days < 30 ? QUARTER : DAY;
  }
}
