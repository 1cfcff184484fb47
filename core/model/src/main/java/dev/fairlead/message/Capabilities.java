// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.model.OrderRequest.OrderClass;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a broker account can do, as data: validation, routing and the in-doubt protocol read it
 * (reliability 3.2). {@link #taking} gives the most pessimistic record; an adapter adds what its
 * broker documents.
 *
 * @param offers the orders that are taken
 * @param groups the order classes whose exits the broker keeps itself; the engine keeps the others
 * @param replacing what becomes of a working order whose terms are changed
 * @param identity what the id that we choose is to the broker
 * @param absence what proves that a placement never arrived; null where nothing does (I-16)
 * @param reach how much of the past the broker tells
 * @param budgets the limits on requests; all hold at once
 * @param pauses when the account takes nothing, each day
 */
public record Capabilities(
    Offers offers,
    Set<OrderClass> groups,
    Replacing replacing,
    Identity identity,
    @Nullable AbsenceProof absence,
    Reach reach,
    List<Budget> budgets,
    List<Pause> pauses) {

  /** Keeps sets in one order, however they came, so that equal values read alike (I-04). */
  public Capabilities {
    groups =
        Collections.unmodifiableSet(
            groups.isEmpty() ? EnumSet.noneOf(OrderClass.class) : EnumSet.copyOf(groups));
    budgets = List.copyOf(budgets);
    pauses = List.copyOf(pauses);
  }

  /** An account that takes these orders, and of which nothing else is known. */
  public static Capabilities taking(Offers offers) {
    return new Capabilities(
        offers,
        EnumSet.noneOf(OrderClass.class),
        Replacing.NONE,
        Identity.NONE,
        null,
        Reach.NONE,
        List.of(),
        List.of());
  }

  /** What becomes of a working order whose terms are changed. */
  public enum Replacing {
    /** They cannot be changed: cancel, and place another. */
    NONE,
    /** It keeps its name, and is changed. */
    IN_PLACE,
    /** Another one takes its place, under another name. */
    NEW_ID
  }

  /**
   * What the id that we choose for a placement is to the broker.
   *
   * @param kind whether it keeps it, and whether it takes one only once
   * @param dedupe how long after a placing the same id is refused; null for ever
   * @param finds a placement can be looked up by it
   * @param cancels a placement can be cancelled by it, before the broker's own name is known
   */
  public record Identity(Kind kind, @Nullable Duration dedupe, boolean finds, boolean cancels) {
    public static final Identity NONE = new Identity(Kind.NONE, Duration.ZERO, false, false);

    /** Taken once for ever, and looked up by it. */
    public static final Identity ENFORCED = new Identity(Kind.ENFORCED, null, true, false);

    /** What the broker does with it. */
    public enum Kind {
      /** It takes none. */
      NONE,
      /** It repeats it, and takes it again. */
      TAG,
      /** It refuses one that it knows. */
      ENFORCED
    }
  }

  /** What proves that a placement never arrived. */
  public sealed interface AbsenceProof {
    /**
     * So many well-formed answers in a row that the placement is unknown, the last one at least
     * {@code settle} after it was sent (class A of reliability 3.3).
     */
    record LookUps(int answers, Duration settle) implements AbsenceProof {}

    /**
     * It is on none of the lists of open orders, ended orders and executions, all complete, so many
     * times, {@code apart} from one another and from the placing, on a session that held (class D).
     * A query is answered from the lists, which are read anew for it; one that is not complete is
     * no answer.
     */
    record Lists(int times, Duration apart) implements AbsenceProof {}

    /**
     * The session's own numbers: the peer asks for the message that it never got (class C). The
     * adapter then tells the attempt's answer once more, as not sent; that nobody knows the id
     * proves nothing.
     */
    record Sequence() implements AbsenceProof {}
  }

  /**
   * How much of the past the broker tells.
   *
   * @param ended its lists of orders have those that have ended
   * @param history how long ago an order may have ended to be told of; null for ever
   * @param fillsByOrder the executions of one order can be asked for
   * @param replays its stream tells again what was missed
   */
  public record Reach(
      boolean ended, @Nullable Duration history, boolean fillsByOrder, boolean replays) {
    public static final Reach NONE = new Reach(false, Duration.ZERO, false, false);
  }

  /**
   * A limit on requests, and who may use how much of it. Whoever sends stays below it by a
   * twentieth, because requests overtake one another on their way. Of what is left, cancels and
   * closing orders have some that nobody else uses, orders have some that reads leave, and look-ups
   * and other reads have a little that nobody takes from them; the rest is for whoever comes first.
   *
   * @param requests so many may be sent
   * @param per within so long
   */
  public record Budget(Lane lane, int requests, Duration per) {
    /** Which requests are counted. */
    public enum Lane {
      ALL,
      /** Placings and replaces. */
      ORDERS,
      /** Placings, replaces and cancels together. */
      WRITES,
      CANCELS,
      /** Everything else: look-ups, lists, the account, the market. */
      READS,
      /** Quotes, trades and histories alone. */
      MARKET_DATA,
      /** Lists of orders and of executions alone. */
      LISTS
    }

    /** Refuses what would let nothing through. */
    public Budget {
      if (requests < 1 || !per.isPositive()) {
        throw new IllegalArgumentException(
            "a limit lets at least one request through in some time, not "
                + requests
                + " in "
                + per);
      }
    }

    /** How many are sent at most in that time. */
    public int used() {
      return Math.max(1, percent(requests, 95));
    }

    /** How many of those are for cancels and closing orders alone. */
    public int forCancels() {
      return switch (lane) {
        case ALL, ORDERS, WRITES -> used() < 2 ? 0 : Math.max(1, percent(used(), 30));
        case CANCELS, READS, MARKET_DATA, LISTS -> 0;
      };
    }

    /** How many reads leave for orders beside those; cancels may use them. */
    public int forOrders() {
      return lane == Lane.ALL ? percent(used(), 20) : 0;
    }

    /** How many are for reads alone, so that nothing keeps them from being asked at all. */
    public int forReads() {
      return lane == Lane.ALL && used() >= 10 ? Math.max(1, percent(used(), 5)) : 0;
    }

    /** How many orders that open something there may be at most; all where they are not counted. */
    public int forPlacings() {
      return switch (lane) {
        case ALL, ORDERS, WRITES -> used() - forCancels() - forReads();
        case CANCELS, READS, MARKET_DATA, LISTS -> Integer.MAX_VALUE;
      };
    }

    private static int percent(int of, int percent) {
      return (int) ((long) of * percent / 100);
    }
  }

  /** A time of each day at which the account takes nothing: a nightly restart, a daily logout. */
  public record Pause(LocalTime from, LocalTime to, ZoneId zone, String why) {}

  /** How a doubt about a placing can be ended: the classes of reliability 3.2. */
  public enum DoubtClass {
    /** A unique id that can be looked up. */
    A,
    /** A tag only: a find is evidence, an absence is none. */
    B,
    /** The session's own numbers. */
    C,
    /** Several lists together. */
    D,
    /** Nothing: an operator. */
    E
  }

  /** Whether it can be asked what became of a placement, by its id or by reading the lists. */
  public boolean answersQueries() {
    return identity.finds() || absence instanceof AbsenceProof.Lists;
  }

  /** Whether the terms of a working order can be changed. */
  public boolean canReplace() {
    return replacing != Replacing.NONE;
  }

  public DoubtClass doubtClass() {
    AbsenceProof proof = absence;
    if (proof != null) {
      return switch (proof) {
        case AbsenceProof.LookUps _ -> DoubtClass.A;
        case AbsenceProof.Sequence _ -> DoubtClass.C;
        case AbsenceProof.Lists _ -> DoubtClass.D;
      };
    }
    return identity.kind() == Identity.Kind.NONE ? DoubtClass.E : DoubtClass.B;
  }

  public Capabilities keeping(Set<OrderClass> groups) {
    return new Capabilities(offers, groups, replacing, identity, absence, reach, budgets, pauses);
  }

  public Capabilities replacing(Replacing replacing) {
    return new Capabilities(offers, groups, replacing, identity, absence, reach, budgets, pauses);
  }

  public Capabilities knowing(Identity identity) {
    return new Capabilities(offers, groups, replacing, identity, absence, reach, budgets, pauses);
  }

  public Capabilities provingAbsence(@Nullable AbsenceProof absence) {
    return new Capabilities(offers, groups, replacing, identity, absence, reach, budgets, pauses);
  }

  public Capabilities telling(Reach reach) {
    return new Capabilities(offers, groups, replacing, identity, absence, reach, budgets, pauses);
  }

  public Capabilities within(List<Budget> budgets) {
    return new Capabilities(offers, groups, replacing, identity, absence, reach, budgets, pauses);
  }

  public Capabilities pausing(List<Pause> pauses) {
    return new Capabilities(offers, groups, replacing, identity, absence, reach, budgets, pauses);
  }
}
