// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.webhook;

import dev.fairlead.notice.Notice;
import dev.fairlead.store.EventPlace;

/**
 * Up to where a hook was told everything that it wants.
 *
 * @param sequence of the input
 * @param index of its event; {@link Integer#MAX_VALUE} where all of them were told
 */
record Place(long sequence, int index) {
  static Place afterAll(long sequence) {
    return new Place(sequence, Integer.MAX_VALUE);
  }

  static Place after(Notice notice) {
    return new Place(notice.sequence(), notice.index());
  }

  /** The last input of which nothing needs to be looked at again. */
  long settled() {
    return index == Integer.MAX_VALUE ? sequence : sequence - 1;
  }

  boolean isBefore(Notice notice) {
    return sequence < notice.sequence()
        || (sequence == notice.sequence() && index < notice.index());
  }

  /** As {@link EventPlace} is written. */
  static Place parse(String text) {
    EventPlace place = EventPlace.parse(text);
    return new Place(place.sequence(), place.index());
  }

  @Override
  public String toString() {
    return new EventPlace(sequence, index).toString();
  }
}
