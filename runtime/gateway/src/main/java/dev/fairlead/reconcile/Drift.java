// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.reconcile;

import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Money;
import dev.fairlead.money.Quantity;

/** Something in which the book and the broker do not agree. */
public sealed interface Drift {
  /** What it is about. Of one pass no two have the same, and in the next it is the same drift. */
  String subject();

  /** What the book says, for people. */
  String ours();

  /** What the broker says, for people. */
  String theirs();

  /**
   * Units of an instrument that are held.
   *
   * @param book negative where it is short; zero where the book has none
   * @param broker the same, as the broker tells it
   */
  record Units(Symbol symbol, Quantity book, Quantity broker) implements Drift {
    @Override
    public String subject() {
      return "position " + symbol;
    }

    @Override
    public String ours() {
      return book.toString();
    }

    @Override
    public String theirs() {
      return broker.toString();
    }

    /** By how much they differ, without a sign. */
    Quantity amount() {
      return broker.minus(book).abs();
    }
  }

  /** Money of the account. */
  record Cash(Money book, Money broker) implements Drift {
    @Override
    public String subject() {
      return "cash " + book.currency();
    }

    @Override
    public String ours() {
      return book.amount();
    }

    @Override
    public String theirs() {
      return broker.amount();
    }

    /** By how much they differ, without a sign. */
    Money amount() {
      Money more = broker.minus(book);
      return more.isNegative() ? more.negate() : more;
    }
  }

  /** An order that works in the book, and that the broker does not name among the open ones. */
  record OrderGone(PlacementId placement, Symbol symbol, Quantity leaves) implements Drift {
    @Override
    public String subject() {
      return "order " + placement;
    }

    @Override
    public String ours() {
      return "open, " + leaves + " left";
    }

    @Override
    public String theirs() {
      return "not open";
    }
  }

  /** An order of ours that has ended in the book, or is not in it, and is open at the broker. */
  record OrderAlive(PlacementId placement, Symbol symbol, Quantity leaves) implements Drift {
    @Override
    public String subject() {
      return "order " + placement;
    }

    @Override
    public String ours() {
      return "not open";
    }

    @Override
    public String theirs() {
      return "open, " + leaves + " left";
    }
  }

  /** An open order that somebody else has placed with the account (I-26). */
  record OrderForeign(PlacementId id, Symbol symbol, Quantity leaves) implements Drift {
    @Override
    public String subject() {
      return "foreign order " + id;
    }

    @Override
    public String ours() {
      return "not ours";
    }

    @Override
    public String theirs() {
      return "open, " + leaves + " left";
    }
  }
}
