// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

/** A placement's stand in one {@link Queue}, until it is given up. */
final class Turn implements Comparable<Turn> {
  private final Queue queue;
  private final OpenPlacement placement;
  private final long rank;
  private final long sequence;
  private int index;

  Turn(Queue queue, OpenPlacement placement, long rank) {
    this.queue = queue;
    this.placement = placement;
    this.rank = rank;
    this.sequence = placement.sequence();
  }

  OpenPlacement placement() {
    return placement;
  }

  /** Two of one queue are never equal. */
  @Override
  public int compareTo(Turn other) {
    return rank == other.rank
        ? Long.compare(sequence, other.sequence)
        : Long.compare(rank, other.rank);
  }

  boolean isBefore(Turn other) {
    return compareTo(other) < 0;
  }

  /** Where its queue keeps it. */
  int index() {
    return index;
  }

  void index(int changed) {
    index = changed;
  }

  void giveUp() {
    queue.remove(this);
  }
}
