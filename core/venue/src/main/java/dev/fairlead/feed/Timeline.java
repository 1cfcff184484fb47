// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.feed;

import java.time.Instant;

/** Recorded instants, oldest first. */
interface Timeline {
  /** How many there are. */
  int size();

  /** The instant of that index. */
  Instant at(int index);

  /** The index of the newest at or before {@code at}; −1 if there is none. */
  int latest(Instant at);
}
