// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.routing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The placements at one account, counted: how many live, and when the newest were sent. */
final class Traffic {
  /** As many as any broker's limit on orders counts; a power of two. */
  private static final int KEPT = 4096;

  private final @Nullable Instant[] sent = new @Nullable Instant[KEPT];
  private int live;
  private long count;

  void add(int more) {
    live += more;
  }

  int live() {
    return live;
  }

  void sent(Instant at) {
    sent[(int) (count % KEPT)] = at;
    count++;
  }

  /** When the {@code nth} newest was sent, from 1; null where there were not so many. */
  @Nullable Instant sent(int nth) {
    return nth > Math.min(count, KEPT) ? null : sent[(int) ((count - nth) % KEPT)];
  }
}
