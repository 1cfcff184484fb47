// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

/**
 * Where an event stands for ever: in which input of the journal, and which of its events it is.
 * Written {@code 1042-3}; a rebuilt store has the same places.
 *
 * @param sequence of the input
 * @param index within the outcome, from 0
 */
public record EventPlace(long sequence, int index) implements Comparable<EventPlace> {
  /** Reads {@code 1042-3}; anything else is an {@link IllegalArgumentException}. */
  public static EventPlace parse(String text) {
    int dash = text.indexOf('-');
    if (dash > 0) {
      try {
        return new EventPlace(
            Long.parseLong(text, 0, dash, 10), Integer.parseInt(text, dash + 1, text.length(), 10));
      } catch (NumberFormatException notNumbers) {
        // Reported below, with the same words as a text without a dash.
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not a sequence and an index, such as 1042-3");
  }

  @Override
  public int compareTo(EventPlace other) {
    int bySequence = Long.compare(sequence, other.sequence);
    return bySequence != 0 ? bySequence : Integer.compare(index, other.index);
  }

  @Override
  public String toString() {
    return sequence + "-" + index;
  }
}
