// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;

/** Which market the paper broker trades in. */
public sealed interface MarketChoice {
  /** How it is written in the file and on the command line. */
  Kind<MarketChoice> KIND =
      new Kind<>(
          "synthetic[:SEED] or replay:DIR[,speed=N]",
          List.of("synthetic", "replay"),
          MarketChoice::parse);

  /** A made-up market; the same seed makes the same one. */
  record Synthetic(long seed) implements MarketChoice {
    public static final Synthetic DEFAULT = new Synthetic(1);

    @Override
    public String toString() {
      return "synthetic:" + seed;
    }
  }

  /**
   * A recorded market.
   *
   * @param folder data in LEAN's layout
   * @param speed how many recorded seconds pass in one of ours, positive
   */
  record Replay(Path folder, BigDecimal speed) implements MarketChoice {
    /** Refuses a speed that is not positive. */
    public Replay {
      if (speed.signum() <= 0) {
        throw new IllegalArgumentException("speed must be positive");
      }
    }

    @Override
    public String toString() {
      return "replay:" + folder + ",speed=" + speed.toPlainString();
    }
  }

  private static MarketChoice parse(String text) {
    if (text.equals("synthetic")) {
      return Synthetic.DEFAULT;
    }
    if (text.startsWith("synthetic:")) {
      return new Synthetic(Long.parseLong(text.substring("synthetic:".length())));
    }
    if (text.startsWith("replay:")) {
      return replay(text.substring("replay:".length()));
    }
    throw new IllegalArgumentException("unknown market");
  }

  private static Replay replay(String text) {
    int comma = text.lastIndexOf(",speed=");
    String folder = comma < 0 ? text : text.substring(0, comma);
    if (folder.isEmpty()) {
      throw new IllegalArgumentException("no folder");
    }
    String speed = comma < 0 ? "1" : text.substring(comma + ",speed=".length());
    return new Replay(Path.of(folder), new BigDecimal(speed));
  }
}
