// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.terminal;

import static dev.fairlead.terminal.Listings.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Where an order spent its time, a line a step, each with a bar for its share. */
public final class Traces {
  /** Columns of a bar that stands for all of it. */
  private static final int WIDTH = 24;

  private static final int PARTS = 8;
  private static final String PART = "▏▎▍▌▋▊▉";
  private static final String FULL = "█";

  /** From where on a detail is cut, so that a line stays one on most screens. */
  private static final int DETAIL = 72;

  private Traces() {}

  /** The trace as the gateway tells it. */
  public static List<String> trace(JsonNode trace, Paint paint) {
    List<String> lines = new ArrayList<>();
    lines.add(
        Table.printable(
            "%s %s at %s: %s, %s in all"
                .formatted(
                    text(trace, "symbol"),
                    text(trace, "order_id"),
                    text(trace, "account"),
                    text(trace, "status"),
                    time(trace.path("micros").asLong(0)))));
    Table table =
        new Table()
            .words("HOP")
            .words("AT (UTC)")
            .numbers("TOOK")
            .numbers("SHARE %")
            .words("")
            .numbers("INPUT")
            .words("DETAIL");
    for (JsonNode step : trace.path("steps")) {
      String share = text(step, "share_percent");
      boolean timed = text(step, "source").equals("process");
      table.row(
          text(step, "hop"),
          clock(text(step, "at"), timed),
          time(step.path("micros").asLong(0)),
          share,
          bar(share),
          text(step, "input"),
          cut(text(step, "detail")));
    }
    lines.addAll(table.lines(paint));
    return lines;
  }

  /** {@code 14:42:04.123456}; with milliseconds only where it is an input's instant. */
  private static String clock(String instant, boolean timed) {
    int begin = instant.indexOf('T') + 1;
    int end = instant.endsWith("Z") ? instant.length() - 1 : instant.length();
    String time = instant.substring(begin, end);
    int most = timed ? "hh:mm:ss.uuuuuu".length() : "hh:mm:ss.mmm".length();
    return time.length() > most ? time.substring(0, most) : time;
  }

  /** {@code 85 µs}, {@code 12.4 ms}, {@code 3.20 s}, {@code 2 m 05 s}, {@code 3 h 12 m}. */
  static String time(long micros) {
    if (micros < 1_000) {
      return micros + " µs";
    }
    if (micros < 1_000_000) {
      return String.format(Locale.ROOT, "%.1f ms", micros / 1e3);
    }
    long seconds = micros / 1_000_000;
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.2f s", micros / 1e6);
    }
    return seconds < 3_600
        ? String.format(Locale.ROOT, "%d m %02d s", seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, "%d h %02d m", seconds / 3_600, seconds / 60 % 60);
  }

  /** A share of nothing has no bar, the least of something has one. */
  static String bar(String percent) {
    if (percent.isEmpty()) {
      return "";
    }
    BigDecimal share = new BigDecimal(percent);
    int parts = share.multiply(BigDecimal.valueOf(WIDTH * PARTS)).movePointLeft(2).intValue();
    int shown = Math.min(WIDTH * PARTS, share.signum() > 0 ? Math.max(1, parts) : 0);
    int rest = shown % PARTS;
    return FULL.repeat(shown / PARTS) + (rest == 0 ? "" : PART.substring(rest - 1, rest));
  }

  private static String cut(String detail) {
    return detail.length() > DETAIL ? detail.substring(0, DETAIL - 1) + "…" : detail;
  }
}
