// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of the simulator.
 *
 * @param seed the only one to run; null for many
 * @param seeds how many, where no time is set
 * @param minutes how long; 0 where a number of seeds is set
 * @param from the first seed of many
 */
record Options(@Nullable Long seed, int seeds, int minutes, long from) {
  static final String USAGE =
      "simulate [--seed N | [--from N] [--seeds 1..1000000] [--minutes 1..1440]]";

  private static final int USUAL_SEEDS = 200;
  private static final int MOST_SEEDS = 1_000_000;
  private static final int MOST_MINUTES = 1_440;

  /** Throws {@link IllegalArgumentException} with one line that says what to type instead. */
  static Options of(List<String> arguments) {
    Long seed = null;
    int seeds = 0;
    int minutes = 0;
    long from = 1;
    Iterator<String> words = arguments.iterator();
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "--seed" -> seed = number(word, words, Long.MIN_VALUE, Long.MAX_VALUE);
        case "--from" -> from = number(word, words, Long.MIN_VALUE, Long.MAX_VALUE - MOST_SEEDS);
        case "--seeds" -> seeds = (int) number(word, words, 1, MOST_SEEDS);
        case "--minutes" -> minutes = (int) number(word, words, 1, MOST_MINUTES);
        default -> throw new IllegalArgumentException("'" + word + "' is unknown: " + USAGE);
      }
    }
    int usual = minutes > 0 ? MOST_SEEDS : USUAL_SEEDS;
    return new Options(seed, seeds > 0 ? seeds : usual, minutes, from);
  }

  private static long number(String option, Iterator<String> words, long least, long most) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value: " + USAGE);
    }
    String text = words.next();
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // Said below.
    }
    throw new IllegalArgumentException(option + " '" + text + "' must be " + least + " to " + most);
  }
}
