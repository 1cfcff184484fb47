// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.metrics;

import dev.fairlead.account.ActingAccount;
import dev.fairlead.message.BrokerReport.Clearance;
import dev.fairlead.message.Event;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.notice.Details;
import dev.fairlead.notice.EventName;
import dev.fairlead.observe.Hop;
import dev.fairlead.observe.HopClock;
import dev.fairlead.observe.Passage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Log lines about orders: what somebody should look at as a warning, what a broker refused at INFO,
 * everything else that happens to one at DEBUG. They are written on a thread of their own, because
 * who tells of outcomes must not wait for a terminal; where there are more than that can write,
 * some are left out and counted.
 */
public final class OutcomeLog implements AutoCloseable {
  private static final Logger LOG = System.getLogger("dev.fairlead.gateway.Orders");

  /** Most lines that may wait to be written. */
  private static final int QUEUE_LIMIT = 8_192;

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final AtomicLong leftOut = new AtomicLong();
  private final ThreadPoolExecutor writer =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(QUEUE_LIMIT),
          task -> Thread.ofPlatform().daemon().name("fairlead-log").unstarted(task));

  private final HopClock hops;
  private final Consumer<Event.Alarm> alarmed;

  /**
   * One that has nothing to write yet.
   *
   * @param hops knows which orders were slow
   * @param alarmed is told of each alarm, on the caller's thread
   */
  public OutcomeLog(HopClock hops, Consumer<Event.Alarm> alarmed) {
    this.hops = hops;
    this.alarmed = alarmed;
  }

  /** Looks for what is to be logged, and hands it over; never waits. */
  public void onOutcome(Outcome outcome) {
    for (Event event : outcome.events()) {
      switch (event) {
        case OrderEvent told -> hear(told);
        case Event.Alarm alarm -> {
          alarmed.accept(alarm);
          write(() -> alarm(alarm));
        }
        case Event.HealthChanged(LinkHealth health) -> write(() -> health(health));
        case Event.FailedOver(var from, var acting) -> write(() -> acts(from, acting));
        case Event.OfDoubt doubt -> write(() -> DoubtLines.log(LOG, doubt));
        case Event.ClearanceChanged(Clearance said) -> write(() -> clearance(said));
        case Event.GatewayEvent told -> write(() -> gateway(told));
        case Event.PlacementEvent _, Event.Routed _, Event.BookEvent _ -> {
          // What follows of them for an order is told of the order.
        }
      }
    }
  }

  private void hear(OrderEvent told) {
    Level level = level(told.what());
    // Most lines are not wanted most of the time: ask before a task is made of one.
    if (level != Level.DEBUG || LOG.isLoggable(level)) {
      write(() -> order(level, told));
    }
    if (told.what() instanceof Happened.Working || told.what() instanceof Happened.Rejected) {
      Order order = told.order();
      hops.slow(order.placement()).ifPresent(passage -> write(() -> slow(order, passage)));
    }
  }

  private static void slow(Order order, Passage passage) {
    LOG.log(
        Level.WARNING,
        "slow order order={0} account={1} placement={2} client_order_id={3} key={4} symbol={5}"
            + " millis={6} accept_millis={7} journal_millis={8} send_millis={9}"
            + " acknowledge_millis={10}",
        order.id(),
        order.account(),
        order.placement(),
        order.clientOrderId(),
        order.principal().keyId(),
        order.request().symbol(),
        Long.toString(passage.total().toMillis()),
        millis(passage, Hop.ACCEPT),
        millis(passage, Hop.JOURNAL),
        millis(passage, Hop.SEND),
        millis(passage, Hop.ACKNOWLEDGE));
  }

  /** Empty, and so left out, where the hop has not ended. */
  private static String millis(Passage passage, Hop hop) {
    return passage.took(hop).map(took -> Long.toString(took.toMillis())).orElse("");
  }

  private static Level level(Happened what) {
    return switch (what) {
      case Happened.InDoubt _,
          Happened.LateFill _,
          Happened.Busted _,
          Happened.Corrected _,
          Happened.Reinstated _ ->
          Level.WARNING;
      case Happened.Rejected _,
          Happened.Rerouted _,
          Happened.CancelRefused _,
          Happened.ReplaceRefused _ ->
          Level.INFO;
      case Happened.Accepted _,
          Happened.Working _,
          Happened.Filled _,
          Happened.CancelRequested _,
          Happened.Canceled _,
          Happened.Expired _,
          Happened.ReplaceRequested _,
          Happened.Replaced _,
          Happened.Trailed _,
          Happened.Held _,
          Happened.Released _,
          Happened.Completed _,
          Happened.Sized _ ->
          Level.DEBUG;
    };
  }

  private static String reason(Happened what) {
    return switch (what) {
      case Happened.InDoubt(String cause) -> cause;
      case Happened.Rerouted(String cause) -> cause;
      case Happened.Rejected(String reason) -> reason;
      case Happened.CancelRefused(String reason) -> reason;
      case Happened.ReplaceRefused(String reason) -> reason;
      case Happened.Filled(var fill, var _) -> fill.quantity() + " at " + fill.price();
      case Happened.LateFill(var fill, var _) -> fill.quantity() + " at " + fill.price();
      case Happened.Busted(var fill, var _) -> fill.quantity() + " at " + fill.price();
      case Happened.Corrected(var fill, var _) -> fill.quantity() + " at " + fill.price();
      case Happened.ReplaceRequested(var successor) -> "by " + successor;
      case Happened.Replaced(var successor) -> "by " + successor;
      case Happened.Accepted _,
          Happened.Working _,
          Happened.CancelRequested _,
          Happened.Canceled _,
          Happened.Expired _,
          Happened.Reinstated _,
          Happened.Trailed _,
          Happened.Held _,
          Happened.Released _,
          Happened.Completed _,
          Happened.Sized _ ->
          "";
    };
  }

  private static void health(LinkHealth health) {
    LOG.log(
        health.takesOrders() ? Level.INFO : Level.WARNING,
        "health account={0} score={1} breaker={2} causes={3}",
        health.account(),
        health.score(),
        health.breaker().word(),
        health.causes().stream().map(LinkHealth.Cause::toString).collect(Collectors.joining("; ")));
  }

  private static void clearance(Clearance said) {
    LOG.log(
        said.takesOrders() ? Level.INFO : Level.WARNING,
        "clearance account={0} standing={1} why=\"{2}\"",
        said.account(),
        said.standing().word(),
        said.why());
  }

  /** Any other one, at DEBUG: whoever caused it has its own line. */
  private static void gateway(Event.GatewayEvent told) {
    LOG.log(
        Level.DEBUG,
        "{0} account={1} details={2}",
        EventName.of(told).word(),
        told.account(),
        Details.of(told));
  }

  private static void acts(BrokerAccount from, ActingAccount acting) {
    LOG.log(
        acting.turn() == ActingAccount.Turn.FAILED_BACK ? Level.INFO : Level.WARNING,
        "failover turn={0} from={1} to={2} count={3} by={4} cause={5}",
        acting.turn().word(),
        from,
        acting.account(),
        acting.count(),
        acting.by(),
        acting.cause());
  }

  private static void order(Level level, OrderEvent told) {
    Order order = told.order();
    String words = EventName.of(told).what().replace('_', ' ');
    LOG.log(
        level,
        "order "
            + words
            + " order={0} account={1} placement={2} client_order_id={3} key={4} symbol={5}"
            + " status={6} detail={7}",
        order.id(),
        order.account(),
        order.placement(),
        order.clientOrderId(),
        order.principal().keyId(),
        order.request().symbol(),
        order.status().name().toLowerCase(Locale.ROOT),
        reason(told.what()));
  }

  private static void alarm(Event.Alarm alarm) {
    LOG.log(
        Level.WARNING,
        "alarm rule={0} account={1} placement={2} detail={3}",
        alarm.rule(),
        alarm.account(),
        alarm.placement(),
        alarm.detail());
  }

  private void write(Runnable line) {
    try {
      writer.execute(() -> {
        line.run();
        tellLeftOut();
      });
    } catch (RejectedExecutionException full) {
      leftOut.incrementAndGet();
    }
  }

  private void tellLeftOut() {
    long count = leftOut.getAndSet(0);
    if (count > 0) {
      LOG.log(Level.WARNING, "log lines left out, there were too many at once count={0}", count);
    }
  }

  /** Writes what waits, as long as that takes no more than a few seconds. */
  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(CLOSE_LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
        writer.shutdownNow();
      }
    } catch (InterruptedException stopping) {
      writer.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
