// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.account.ActingAccount;
import dev.fairlead.doubt.Doubt;
import dev.fairlead.doubt.Resolution;
import dev.fairlead.doubt.Trust;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.Position;
import dev.fairlead.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened. Each carries the state after it, so that a reader needs no history. */
public sealed interface Event
    permits OrderEvent, Event.PlacementEvent, Event.Routed, Event.BookEvent, Event.GatewayEvent {

  /** A placement or one of its attempts changed. */
  record PlacementEvent(Placement placement) implements Event {}

  /**
   * It was decided where an order goes, and why. Told after what happened to the order: nothing
   * follows from it, it is for those who ask later.
   *
   * @param strategy the routing strategy that chose; {@link #PINNED} where there was no choice
   * @param reason a sentence for people
   * @param candidates the accounts that were looked at, in order of preference; empty where there
   *     was no choice
   */
  record Routed(
      OrderId order,
      PlacementId placement,
      BrokerAccount account,
      String strategy,
      String reason,
      List<RouteCandidate> candidates)
      implements Event {
    /** Without a choice. */
    public Routed(
        OrderId order,
        PlacementId placement,
        BrokerAccount account,
        String strategy,
        String reason) {
      this(order, placement, account, strategy, reason, List.of());
    }

    /** Instead of a strategy: where this order goes follows from what it is about. */
    public static final String PINNED = "pinned";
  }

  /** The book changed. */
  sealed interface BookEvent extends Event {}

  /** An execution was booked, or its newer revision in place of the older one. */
  record Booked(
      OrderId order,
      PlacementId placement,
      BrokerAccount account,
      Fill fill,
      Position position,
      Balance balance)
      implements BookEvent {}

  /** An execution was taken back. */
  record Unbooked(
      OrderId order,
      PlacementId placement,
      BrokerAccount account,
      Fill fill,
      Position position,
      Balance balance)
      implements BookEvent {}

  /**
   * An account was opened with money, or more of it came or went that nobody has an id for.
   *
   * @param amount what came, negative where it went; {@code balance} has it
   */
  record BalanceChanged(Balance balance, Money amount, String cause) implements BookEvent {}

  /** Money came or went for a cause other than a fill; {@code balance} has it. */
  record MoneyFlowed(BrokerReport.Flowed flow, Balance balance) implements BookEvent {}

  /**
   * Units came or went for a cause other than a fill; {@code position} and {@code balance} have
   * them.
   */
  record UnitsMoved(BrokerReport.Moved move, Position position, Balance balance)
      implements BookEvent {}

  /** An instrument was listed, or its listing changed. */
  record InstrumentListed(BrokerAccount account, Instrument instrument) implements BookEvent {}

  /**
   * Something happened to the gateway itself and to no single order: what its operators are told.
   * What each is called and says is in {@link dev.fairlead.notice}.
   */
  sealed interface GatewayEvent extends Event {
    /** The broker account that it is about. */
    BrokerAccount account();
  }

  /**
   * Orders can be sent to the account from now on. Of one account, this and the next take turns.
   */
  record LinkUp(BrokerAccount account) implements GatewayEvent {}

  /** They cannot any more. */
  record LinkDown(BrokerAccount account, String reason) implements GatewayEvent {}

  /** The verdict on a link changed. */
  record HealthChanged(LinkHealth health) implements GatewayEvent {
    @Override
    public BrokerAccount account() {
      return health.account();
    }
  }

  /**
   * With the verdict on a link, its breaker changed.
   *
   * @param before what it was
   * @param health the verdict, with what it is now
   */
  record BreakerMoved(LinkHealth.Breaker before, LinkHealth health) implements GatewayEvent {
    @Override
    public BrokerAccount account() {
      return health.account();
    }
  }

  /** What operators are told of doubts. */
  sealed interface OfDoubt extends GatewayEvent {
    /** Something is in doubt, or has been for so long that it is told louder. */
    record Raised(Doubt doubt) implements OfDoubt {
      @Override
      public BrokerAccount account() {
        return doubt.account();
      }
    }

    /**
     * It is in doubt no more.
     *
     * @param doubt as it was last
     * @param status the placement's now
     * @param resolution the operator's words that ended it; null where the broker's did
     */
    record Settled(Doubt doubt, PlacementStatus status, @Nullable Resolution resolution)
        implements OfDoubt {
      @Override
      public BrokerAccount account() {
        return doubt.account();
      }
    }

    /**
     * An account is believed otherwise than before.
     *
     * @param cause why, for people
     */
    record TrustChanged(Trust trust, String cause) implements OfDoubt {
      @Override
      public BrokerAccount account() {
        return trust.account();
      }
    }
  }

  /** Whether an account may take new orders changed, or why it may not. */
  record ClearanceChanged(BrokerReport.Clearance clearance) implements GatewayEvent {
    @Override
    public BrokerAccount account() {
      return clearance.account();
    }
  }

  /**
   * Another account acts, for whatever reason ({@link ActingAccount.Turn}).
   *
   * @param from the account that acted before; the same where an operator confirmed it
   */
  record FailedOver(BrokerAccount from, ActingAccount acting) implements GatewayEvent {
    @Override
    public BrokerAccount account() {
      return acting.account();
    }
  }

  /**
   * Something that an operator should look at: a rule id of the late-event table, and what was
   * seen.
   */
  record Alarm(String rule, BrokerAccount account, String placement, String detail)
      implements GatewayEvent {}
}
