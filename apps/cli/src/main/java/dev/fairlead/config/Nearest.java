// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody meant to type. */
public final class Nearest {
  private Nearest() {}

  /**
   * The candidate that the fewest slips of the keyboard turn into {@code typed}; empty when none is
   * near enough to be meant. A slip is a letter too many, too few, wrong, or swapped with its
   * neighbour.
   */
  public static Optional<String> to(String typed, Collection<String> candidates) {
    int most = typed.length() <= 3 ? 1 : typed.length() / 3;
    return candidates.stream()
        .filter(candidate -> slips(typed, candidate) <= most)
        .min(
            Comparator.comparingInt((String candidate) -> slips(typed, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** {@code , did you mean 'x'?}, or nothing. */
  public static String hint(String typed, Collection<String> candidates) {
    return to(typed, candidates).map(found -> ", did you mean '" + found + "'?").orElse("");
  }

  private static int slips(String typed, String candidate) {
    String a = typed.toLowerCase(Locale.ROOT);
    String b = candidate.toLowerCase(Locale.ROOT);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, cost, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(String a, String b, int[][] cost, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int least = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
    least = Math.min(least, cost[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
