// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.market;

import java.time.Instant;

/**
 * What is asked of a history: at most {@code limit} items whose instant, or start, is from {@code
 * from} to {@code to}, both included.
 *
 * @param limit 1 to {@link #MAX_LIMIT}
 * @param newestFirst the order of the answer, and with it which items a limit leaves out
 */
public record Range(Instant from, Instant to, int limit, boolean newestFirst) {
  /** Twice what Alpaca gives in one page, so that who pages can look past a page's end. */
  public static final int MAX_LIMIT = 20_000;

  /** Refuses a range that ends before it begins, or a limit out of bounds. */
  public Range {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("range ends at " + to + ", before its start " + from);
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit " + limit + " must be 1 to " + MAX_LIMIT);
    }
  }
}
