// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.desk;

import dev.fairlead.account.ActingAccount;
import dev.fairlead.gateway.LinkState;
import dev.fairlead.health.BrokerHealth;
import dev.fairlead.journal.Journal;
import dev.fairlead.message.Event.FailedOver;
import dev.fairlead.message.Event.HealthChanged;
import dev.fairlead.message.Event.Routed;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.Reply;
import dev.fairlead.metrics.BrokerMetrics;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Principal;
import dev.fairlead.observe.Observations;
import dev.fairlead.operator.Operator;
import dev.fairlead.reconcile.Reconciliation;
import dev.fairlead.store.EventPlace;
import dev.fairlead.store.FillQuery;
import dev.fairlead.store.Moment;
import dev.fairlead.store.OrderQuery;
import dev.fairlead.store.StoredEvent;
import dev.fairlead.store.StoredFill;
import dev.fairlead.trace.OrderTrace;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway tells of itself and no broker's API has words for: links, where orders went and
 * why, every request about them, the journal. Waits and throws as {@link Desk} does.
 */
public interface Inside {
  /** The primary account's first. */
  List<LinkState> links();

  /** What each broker account has done, the primary one first; also of a gateway that stopped. */
  List<BrokerMetrics> metrics();

  /** Why the gateway works no more, as after a failed write (J-04); empty while it does. */
  Optional<String> failure();

  /** What is seen of the gateway beside its book; also of one that stopped. */
  Observations observations();

  /** How the book stood against each broker account when it was last looked at. */
  List<Reconciliation> reconciliations();

  /** How well each link works, the primary one's first. */
  List<BrokerHealth> health();

  /**
   * The verdicts on the link to {@code account} that were told before {@code past}, newest first.
   *
   * @param past null for the newest of all
   */
  List<StoredEvent<HealthChanged>> verdicts(
      BrokerAccount account, @Nullable EventPlace past, int limit);

  /** The account that acts; empty where no strategy prefers one to another. */
  Optional<ActingAccount> acting();

  /** Which accounts came to act before {@code past}, newest first; null for the newest of all. */
  List<StoredEvent<FailedOver>> failovers(@Nullable EventPlace past, int limit);

  /** Makes {@code account} the acting one, as {@link dev.fairlead.acting.ActingAccounts} does. */
  Reply promote(BrokerAccount account, String by, String why);

  /** Lets the first account act again, as {@link dev.fairlead.acting.ActingAccounts} does. */
  Reply failBack(String by, String why);

  /** What is in doubt, and what can be done about it. */
  Operator operator();

  JournalState journal();

  List<OrderTrail> orders(OrderQuery query);

  /** An order of this principal; another's is unknown to it (S-11). */
  Optional<OrderTrail> order(Principal principal, OrderId id);

  /** Where an order of this principal spent its time; another's is unknown to it (S-11). */
  Optional<OrderTrace> trace(Principal principal, OrderId id);

  /** What the principal was told after its event {@code number}, in order (I-32). */
  List<StoredEvent<OrderEvent>> eventsAfter(Principal principal, long number, int limit);

  /** What happened to the gateway itself after its event {@code number}, in order (I-32). */
  List<Moment.Told> toldAfter(long number, int limit);

  /** The number of the newest of these; 0 where there is none. */
  long lastTold();

  /** Executions with where they were routed and why, in the order that {@code query} says. */
  List<Traded> traded(FillQuery query);

  /**
   * An execution and what led to it.
   *
   * @param route why its order went to that account; null where nobody has said
   */
  record Traded(StoredFill fill, String clientOrderId, @Nullable Routed route) {}

  /**
   * How far everything has come.
   *
   * @param durable where the journal stands
   * @param answered the sequence of the last input whose outcome was let out
   * @param store the sequence of the last input that the store has
   */
  record JournalState(Journal.Position durable, long answered, long store) {}

  /**
   * An order and where it went.
   *
   * @param placements those that work or worked for it, oldest first
   * @param routes each decision where it goes, oldest first
   */
  record OrderTrail(Order order, List<Placement> placements, List<StoredEvent<Routed>> routes) {
    public OrderTrail {
      placements = List.copyOf(placements);
      routes = List.copyOf(routes);
    }
  }
}
