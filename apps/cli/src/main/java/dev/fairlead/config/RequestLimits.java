// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import dev.fairlead.message.Capabilities.Budget;
import dev.fairlead.message.Capabilities.Budget.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many requests a broker allows, as it is written: {@code 10/s, 500/m, 2000/30m}. */
final class RequestLimits {
  private static final int MOST_LIMITS = 20;
  private static final Duration LONGEST = Duration.ofDays(1);

  private static final Kind<Lane> LANE = Kind.oneOf(Lane.class);

  private static final Pattern LIMIT =
      Pattern.compile("(?:([a-z-]+) +)?([1-9][0-9]{0,8})/([1-9][0-9]{0,8})?(ms|s|m|h)");

  /** Limits that all hold at once, with commas between. */
  static final Kind<List<Budget>> KIND =
      new Kind<>(
          "requests by time, such as 200/m, or several limits that all hold, such as"
              + " 10/s, 500/m, 2000/30m, each with what it counts before it where it does not"
              + " count all: "
              + LANE.allowed(),
          List.of(),
          RequestLimits::parse);

  private RequestLimits() {}

  private static List<Budget> parse(String text) {
    List<Budget> limits = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      limits.add(limit(part.strip()));
    }
    if (limits.size() > MOST_LIMITS) {
      throw new IllegalArgumentException("more than " + MOST_LIMITS);
    }
    return List.copyOf(limits);
  }

  private static Budget limit(String text) {
    Matcher matcher = LIMIT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no limit");
    }
    Lane lane = matcher.group(1) == null ? Lane.ALL : LANE.parse(matcher.group(1));
    long count = matcher.group(3) == null ? 1 : Long.parseLong(matcher.group(3));
    Duration per =
        switch (matcher.group(4)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          default -> Duration.ofHours(count);
        };
    if (per.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("more than a day");
    }
    return new Budget(lane, Integer.parseInt(matcher.group(2)), per);
  }
}
