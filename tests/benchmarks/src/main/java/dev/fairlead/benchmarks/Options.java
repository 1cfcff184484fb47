// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * What was asked of the bench.
 *
 * @param rows empty for all of them
 * @param list whether their names are wanted and nothing else
 */
record Options(List<String> rows, int rounds, boolean json, boolean list) {
  static final String USAGE = "bench [--list] [--row NAME[,NAME...]] [--rounds 1..99] [--json]";

  private static final int MAX_ROUNDS = 99;

  /** Throws {@link IllegalArgumentException} with one line that says what to type instead. */
  static Options of(List<String> arguments, List<String> known) {
    List<String> rows = List.of();
    int rounds = 5;
    boolean json = false;
    boolean list = false;
    Iterator<String> words = arguments.iterator();
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "--json" -> json = true;
        case "--list" -> list = true;
        case "--row" -> rows = rows(value(word, words), known);
        case "--rounds" -> rounds = rounds(value(word, words));
        default -> throw new IllegalArgumentException("'" + word + "' is unknown: " + USAGE);
      }
    }
    return new Options(rows, rounds, json, list);
  }

  boolean wants(String row) {
    return rows.isEmpty() || rows.contains(row);
  }

  private static String value(String option, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value: " + USAGE);
    }
    return words.next();
  }

  private static List<String> rows(String text, List<String> known) {
    List<String> rows = Arrays.asList(text.split(",", -1));
    for (String row : rows) {
      if (!known.contains(row)) {
        throw new IllegalArgumentException(
            "--row '" + row + "' is unknown, there are " + String.join(", ", known));
      }
    }
    return rows;
  }

  private static int rounds(String text) {
    if (text.matches("[0-9]{1,2}") && Integer.parseInt(text) >= 1) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException("--rounds '" + text + "' must be 1 to " + MAX_ROUNDS);
  }
}
