// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a broker told us, by whatever channel. */
public sealed interface BrokerReport extends Input.Cause {
  BrokerAccount account();

  /** The answer to one attempt of a placement. */
  record Answered(BrokerAccount account, PlacementId placement, int attempt, SendResult result)
      implements BrokerReport {}

  /**
   * News of one placement; of an order that is not ours under whatever id the broker has for it,
   * which is seen and kept aside (I-26).
   */
  record OrderReport(BrokerAccount account, PlacementId placement, OrderNews news)
      implements BrokerReport {}

  /** Instruments that can be traded there; those named replace what was known of them. */
  record Listed(BrokerAccount account, List<Instrument> instruments) implements BrokerReport {}

  /**
   * The money that an account was opened with (I-10), or more of it at a broker that has no id for
   * it: what has one is {@link Flowed}.
   *
   * @param multiplier how many times its equity the account may hold
   */
  record Funded(BrokerAccount account, Money amount, int multiplier, String cause)
      implements BrokerReport {}

  /**
   * Money came or went for a cause other than a fill (I-10).
   *
   * @param id the broker's or the adapter's name for this once; told again, it counts no more
   *     (I-09)
   * @param amount what came, negative where it went
   * @param symbol what it is about, as a dividend is; null where it is about none
   * @param at when the broker entered it
   * @param cause the broker's words for it
   */
  record Flowed(
      BrokerAccount account,
      String id,
      MovementKind kind,
      Money amount,
      @Nullable Symbol symbol,
      Instant at,
      String cause)
      implements BrokerReport {}

  /**
   * Units came or went for a cause other than a fill of ours (I-10), what the account held when it
   * was first opened above all. No money moves with them.
   *
   * @param id the broker's or the adapter's name for this once; told again, it counts no more
   * @param quantity what came, negative where it went
   * @param cost what it had cost, signed like the quantity
   * @param at when the broker entered it; null where it was so when it was told
   */
  record Moved(
      BrokerAccount account,
      String id,
      Symbol symbol,
      Quantity quantity,
      Notional cost,
      String cause,
      MovementKind kind,
      @Nullable Instant at)
      implements BrokerReport {
    /** What the account held when it was first opened. */
    public Moved(
        BrokerAccount account,
        String id,
        Symbol symbol,
        Quantity quantity,
        Notional cost,
        String cause) {
      this(account, id, symbol, quantity, cost, cause, MovementKind.OPENING, null);
    }

    /** The same of another kind, entered at {@code changed}. */
    public Moved of(MovementKind other, @Nullable Instant changed) {
      return new Moved(account, id, symbol, quantity, cost, cause, other, changed);
    }
  }

  /**
   * Movements of money and units that what an account was opened with has in it: told later, they
   * count no more (I-09).
   *
   * @param ids those that {@link Flowed} and {@link Moved} will have
   */
  record Included(BrokerAccount account, List<String> ids) implements BrokerReport {}

  /**
   * Whether the account may take new orders, as far as holding the book against what its broker
   * tells says. It holds until the next one. Judged at the edge, and journaled where
   * it changes: what the broker told is not.
   *
   * @param why a sentence for people, that says what to do; empty where it is clear
   */
  record Clearance(BrokerAccount account, Standing standing, String why) implements BrokerReport {
    /** How the book of an account stands. */
    public enum Standing {
      /** The book agrees with the broker as far as it must. */
      CLEAR("CLEAR"),
      /** It was not held against the broker since the gateway was started. */
      STARTING("STARTING"),
      /** It was not for too long. */
      STALE("NOT_RECONCILED"),
      /** It differs in something that new orders would build upon. */
      DRIFTED("NOT_RECONCILED");

      private final String code;

      Standing(String code) {
        this.code = code;
      }

      /** The stable name of the refusal that it leads to. */
      public String code() {
        return code;
      }

      /** As JSON, tables and log lines write it: {@code starting}. */
      public String word() {
        return name().toLowerCase(Locale.ROOT);
      }
    }

    /** Of an account of which nothing else was said. */
    public static Clearance clear(BrokerAccount account) {
      return new Clearance(account, Standing.CLEAR, "");
    }

    /** Whether orders may go there that take more than they give back. */
    public boolean takesOrders() {
      return standing == Standing.CLEAR;
    }

    /** {@code paper:main takes no new orders: …}. */
    public String sentence() {
      return takesOrders()
          ? account + ": its book is clear"
          : account + " takes no new orders: " + why;
    }
  }

  /**
   * Something that the adapter does not understand, kept as it came (F-B33). It changes nothing;
   * the operator hears of it.
   *
   * @param channel where it came from, such as {@code stream}
   * @param raw as it came, without secrets, at most {@link #MOST_RAW} characters
   */
  record Unread(BrokerAccount account, String channel, String raw) implements BrokerReport {
    public static final int MOST_RAW = 4_096;

    /** Cuts what is longer, between two characters and not within one. */
    public Unread {
      raw = raw.length() > MOST_RAW ? raw.substring(0, wholeCharacters(raw)) : raw;
    }

    private static int wholeCharacters(String raw) {
      return Character.isHighSurrogate(raw.charAt(MOST_RAW - 1)) ? MOST_RAW - 1 : MOST_RAW;
    }
  }
}
