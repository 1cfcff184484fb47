// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.health.BrokerHealth;
import dev.fairlead.health.HealthKeeper;
import dev.fairlead.message.BrokerReport.Clearance.Standing;
import dev.fairlead.message.LinkHealth.Breaker;
import dev.fairlead.reconcile.Reconcilers;
import dev.fairlead.reconcile.Reconciliation;
import dev.fairlead.routing.RoutingStrategy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Whether new orders are taken, and if not, why. Thread-safe. */
final class Readiness {
  /** How long the primary account is waited for before another one will do. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final Duration STEP = Duration.ofMillis(20);
  private static final Duration LOOK = Duration.ofMillis(2);

  private final Sequencer sequencer;
  private final Intake intake;

  /** Those that new orders may go to, the primary one first. */
  private final List<LinkRunner> takers;

  private final HealthKeeper health;
  private final Reconcilers reconcilers;

  Readiness(
      Sequencer sequencer,
      Intake intake,
      Collection<LinkRunner> links,
      GatewayConfig config,
      HealthKeeper health,
      Reconcilers reconcilers) {
    this.sequencer = sequencer;
    this.intake = intake;
    List<LinkRunner> all = List.copyOf(links);
    takers = RoutingStrategy.hasChoice(config.routing()) ? all : all.subList(0, 1);
    this.health = health;
    this.reconcilers = reconcilers;
  }

  /** Why orders are not taken now; empty when they are. */
  Optional<String> reason() {
    GatewayUnavailable failed = sequencer.failure();
    if (failed != null) {
      return Optional.of(String.valueOf(failed.getMessage()));
    }
    if (intake.isRefusing()) {
      return Optional.of("the gateway is stopping");
    }
    List<String> reasons = takers.stream().flatMap(link -> reason(link).stream()).toList();
    return reasons.size() < takers.size()
        ? Optional.empty()
        : Optional.of(String.join("; ", reasons));
  }

  private Optional<String> reason(LinkRunner link) {
    if (link.capabilities().isEmpty()) {
      return Optional.of("the link to " + link.account() + " is not up" + whyDown(link));
    }
    return Optional.ofNullable(health.all().get(link.account()))
        .filter(judged -> judged.breaker() != Breaker.CLOSED)
        .map(BrokerHealth::sentence)
        .or(() -> reconcilers.keepsBack(link.account()).map(Readiness::sentence));
  }

  /** A broker that does not tell all is why the first pass takes longer. */
  private static String sentence(Reconciliation last) {
    String why = last.clearance().sentence();
    return last.gap().map(gap -> why + " (it did not tell all: " + gap + ")").orElse(why);
  }

  /** Whether what keeps orders back is the first look at a book, which is under way. */
  private boolean isStarting() {
    return takers.stream()
        .flatMap(link -> reconcilers.keepsBack(link.account()).stream())
        .anyMatch(last -> last.clearance().standing() == Standing.STARTING);
  }

  /** Waits until orders are taken, no longer than {@code limit}. */
  void await(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    boolean up = awaitUp(limit);
    while (up && reason().isPresent() && isStarting() && System.nanoTime() < end) {
      TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
    }
    Optional<String> reason = reason();
    if (!up || reason.isPresent()) {
      throw new GatewayUnavailable(
          GatewayUnavailable.Category.NOT_READY, reason.orElse("the link is not up"));
    }
  }

  /** The primary account, or after a moment any other one. */
  private boolean awaitUp(Duration limit) throws InterruptedException {
    LinkRunner primary = takers.getFirst();
    if (takers.size() == 1) {
      return primary.awaitUp(limit);
    }
    Duration grace = GRACE.compareTo(limit) < 0 ? GRACE : limit;
    boolean up = primary.awaitUp(grace);
    for (Duration left = limit.minus(grace); !up && !left.isNegative(); left = left.minus(STEP)) {
      up = reason().isEmpty() || primary.awaitUp(STEP);
    }
    return up;
  }

  /** As the broker or its adapter told it; nothing while it has told nothing. */
  private static String whyDown(LinkRunner link) {
    return switch (link.state().standing()) {
      case LinkState.Standing.Down(Instant _, String reason) -> ": " + reason;
      case LinkState.Standing.Connecting(), LinkState.Standing.Up _ -> "";
    };
  }
}
