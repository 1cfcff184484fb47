// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.ticker;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What can be subscribed to of a symbol, by the key that it has in messages. */
enum Channel {
  TRADES("trades"),
  QUOTES("quotes"),
  BARS("bars"),
  /** A bar again, after a trade that came late; none does here, so there is never one. */
  UPDATED_BARS("updatedBars"),
  DAILY_BARS("dailyBars"),
  STATUSES("statuses"),
  LULDS("lulds"),
  IMBALANCES("imbalances"),
  CORRECTIONS("corrections"),
  CANCEL_ERRORS("cancelErrors"),
  ORDER_BOOKS("orderbooks"),
  NEWS("news");

  static final Map<String, Channel> BY_KEY =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Channel::key, Function.identity()));

  private final String key;

  Channel(String key) {
    this.key = key;
  }

  String key() {
    return key;
  }
}
