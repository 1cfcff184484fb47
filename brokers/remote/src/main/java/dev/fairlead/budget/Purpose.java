// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.budget;

import dev.fairlead.message.Capabilities.Budget;

/** What a request is for; those that are let go first come first. */
public enum Purpose {
  CANCEL,
  /** A placing that takes from a position. */
  CLOSING,
  /** Any other placing, and a replace. */
  PLACING,
  /** What became of one order. */
  LOOK_UP,
  /** The account, what it holds, what can be traded. */
  READING,
  /** A list of orders or of executions. */
  LISTING,
  /** Quotes, trades and histories. */
  MARKET_DATA;

  /** Those that share what a limit keeps for them. */
  enum Rank {
    CANCELS(0),
    ORDERS(1),
    READS(2);

    /** How many there are. */
    static final int COUNT = 3;

    private final int place;

    Rank(int place) {
      this.place = place;
    }

    /** Among what is counted for each, from 0. */
    int place() {
      return place;
    }
  }

  Rank rank() {
    return switch (this) {
      case CANCEL, CLOSING -> Rank.CANCELS;
      case PLACING -> Rank.ORDERS;
      case LOOK_UP, READING, LISTING, MARKET_DATA -> Rank.READS;
    };
  }

  /** Whether it is an order, which may be set aside for before it is sent. */
  boolean isOrder() {
    return this == CLOSING || this == PLACING;
  }

  boolean isCountedBy(Budget.Lane lane) {
    return switch (lane) {
      case ALL -> true;
      case ORDERS -> isOrder();
      case WRITES -> rank() != Rank.READS;
      case CANCELS -> this == CANCEL;
      case READS -> rank() == Rank.READS;
      case MARKET_DATA -> this == MARKET_DATA;
      case LISTS -> this == LISTING;
    };
  }
}
