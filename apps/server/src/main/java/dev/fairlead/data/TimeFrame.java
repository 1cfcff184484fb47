// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.data;

import dev.fairlead.market.BarSpan;
import dev.fairlead.wire.Query;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Alpaca's word for how much time a bar covers: {@code 5Min}, {@code 1D} (facts 6.1). */
final class TimeFrame {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]?)([A-Z][a-z]*)");

  private static final Map<String, BarSpan.Unit> UNITS =
      Map.of(
          "Min", BarSpan.Unit.MINUTE,
          "T", BarSpan.Unit.MINUTE,
          "Hour", BarSpan.Unit.HOUR,
          "H", BarSpan.Unit.HOUR,
          "Day", BarSpan.Unit.DAY,
          "D", BarSpan.Unit.DAY,
          "Week", BarSpan.Unit.WEEK,
          "W", BarSpan.Unit.WEEK,
          "Month", BarSpan.Unit.MONTH,
          "M", BarSpan.Unit.MONTH);

  private static final String NAME = "timeframe";
  private static final String FORMS =
      "must be [1-59]Min or T, [1-23]Hour or H, 1Day or D, 1Week or W, or {1,2,3,4,6,12}Month or M";

  private TimeFrame() {}

  /** What the query's {@code timeframe} says; it has to say something. */
  static BarSpan of(Query query) {
    return parse(query.text(NAME).orElseThrow(() -> Query.bad(NAME, "", "required", FORMS)));
  }

  static BarSpan parse(String text) {
    Matcher words = FORM.matcher(text);
    if (words.matches() && UNITS.containsKey(words.group(2))) {
      BarSpan.Unit unit = UNITS.get(words.group(2));
      int count = Integer.parseInt(words.group(1));
      if (unit.allows(count)) {
        return new BarSpan(count, unit);
      }
    }
    throw Query.bad(NAME, text, "timeframe", FORMS);
  }
}
