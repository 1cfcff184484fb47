// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.reconcile;

import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Money;
import dev.fairlead.money.Quantity;
import java.util.Locale;

/** Something in which the book and the broker do not agree. */
public sealed interface Drift {
  /** What it is about. Of one pass no two have the same, and in the next it is the same drift. */
  String subject();

  /** What the book says, for people. */
  String ours();

  /** What the broker says, for people. */
  String theirs();

  /**
   * Whether an account that it stands in takes no new orders: what they would be reckoned with is
   * not so. That is an order of ours that may execute and is not in the book, and a position that
   * we trade in. What others do in the account is theirs (I-26); money is another broker's word for
   * fees that come later; and an order that the broker lost binds more in the book, not less.
   */
  boolean blocks();

  /**
   * Units of an instrument that are held.
   *
   * @param book negative where it is short; zero where the book has none
   * @param broker the same, as the broker tells it
   * @param traded whether the book holds it or has an order for it; else it is others' (I-26)
   */
  record Units(Symbol symbol, Quantity book, Quantity broker, boolean traded) implements Drift {
    @Override
    public String subject() {
      return "position " + symbol;
    }

    @Override
    public boolean blocks() {
      return traded;
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
    public boolean blocks() {
      return false;
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

  /**
   * An open order.
   *
   * @param kind in what it differs
   * @param id ours, or what the broker calls one that is not
   * @param leaves what can still execute; zero of one by value
   */
  record OfOrder(Kind kind, PlacementId id, Symbol symbol, Quantity leaves) implements Drift {
    /** Who has it. */
    public enum Kind {
      /** It works in the book, and the broker does not name it among the open ones. */
      GONE,
      /** It is ours and has ended in the book, or is not in it, and is open at the broker. */
      ALIVE,
      /** Somebody else has placed it with the account (I-26). */
      FOREIGN;

      /** As JSON writes it: {@code order_gone}. */
      public String word() {
        return "order_" + name().toLowerCase(Locale.ROOT);
      }
    }

    @Override
    public String subject() {
      return kind == Kind.FOREIGN ? "foreign order " + id : "order " + id;
    }

    @Override
    public boolean blocks() {
      return kind == Kind.ALIVE;
    }

    @Override
    public String ours() {
      return switch (kind) {
        case GONE -> open();
        case ALIVE -> "not open";
        case FOREIGN -> "not ours";
      };
    }

    @Override
    public String theirs() {
      return kind == Kind.GONE ? "not open" : open();
    }

    private String open() {
      return "open, " + leaves + " left";
    }
  }
}
