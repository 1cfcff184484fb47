// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.model.BrokerAccount;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The verdict on how well the link to a broker account works, which holds from the input that tells
 * it until the next one. What it was made of (each answer, each sign of life) is not journaled.
 *
 * @param score 0 to 100; 100 where nothing is wrong
 * @param breaker whether new orders may go there
 * @param causes what the score lost points by, worst first; none of a kind comes twice
 */
public record LinkHealth(BrokerAccount account, int score, Breaker breaker, List<Cause> causes)
    implements Input.Cause {
  public static final int BEST = 100;

  /** Whether new orders may go to a broker account. Those that are there already go on. */
  public enum Breaker {
    /** They may. */
    CLOSED,
    /** They may not: the link has failed too often. */
    OPEN,
    /** They may not yet: queries, never orders, show whether the link works again. */
    HALF_OPEN;

    /** As JSON, tables and log lines write it: {@code half_open}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a link can lose points by. */
  public enum Kind {
    /** Per cent of the requests that failed: not sent, or without a certain answer. */
    ERRORS("%"),
    /** Milliseconds until a placing was answered, as nine of ten were. */
    LATENCY("ms"),
    /** Per cent of the placings that the broker refused. */
    REJECTS("%"),
    /** Milliseconds since a stream of the broker was heard. */
    FEED("ms"),
    /** Per cent of its requests that the account has left in this window; less is worse. */
    BUDGET("%"),
    /** How often the link went down lately, this time included if it is down. */
    SESSION(""),
    /** How often the broker lately told something that does not fit the book. */
    DRIFT(""),
    /** How many queries in a row failed that were to show whether the link works again. */
    PROBES("");

    private final String unit;

    Kind(String unit) {
      this.unit = unit;
    }

    /** Of what is observed; empty for what is counted. */
    public String unit() {
      return unit;
    }

    /** As JSON, tables and log lines write it: {@code errors}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One thing that a score lost points by.
   *
   * @param lost how many points, 1 to 100
   * @param observed in the kind's unit
   * @param limit from where on points are lost, in the same unit
   */
  public record Cause(Kind kind, int lost, long observed, long limit) {
    /** {@code errors 40 % (limit 5 %)}. */
    @Override
    public String toString() {
      return kind.word() + " " + number(observed) + " (limit " + number(limit) + ")";
    }

    private String number(long value) {
      return kind.unit().isEmpty() ? Long.toString(value) : value + " " + kind.unit();
    }
  }

  /** Refuses a score out of range; copies what it is given. */
  public LinkHealth {
    if (score < 0 || score > BEST) {
      throw new IllegalArgumentException("a score is 0 to 100, not " + score);
    }
    causes = List.copyOf(causes);
  }

  /** Of a link that nothing was said of yet: nothing is wrong. */
  public static LinkHealth unjudged(BrokerAccount account) {
    return new LinkHealth(account, BEST, Breaker.CLOSED, List.of());
  }

  /** {@code the breaker of alpaca:main is half-open: probes 1 (limit 0)}. */
  public String sentence() {
    String why =
        causes.isEmpty()
            ? "nothing is wrong"
            : causes.stream().map(Cause::toString).collect(Collectors.joining("; "));
    return takesOrders()
        ? account + ": " + why
        : "the breaker of " + account + " is " + breaker.word().replace('_', '-') + ": " + why;
  }

  /** Whether nothing is left of what the broker lets the account ask. */
  public boolean isSpent() {
    for (Cause cause : causes) {
      if (cause.kind() == Kind.BUDGET) {
        return cause.observed() == 0;
      }
    }
    return false;
  }

  /** Whether new orders may go there, as far as health says. */
  public boolean takesOrders() {
    return breaker == Breaker.CLOSED;
  }
}
