// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.health.BrokerHealth;
import dev.fairlead.health.HealthKeeper;
import dev.fairlead.message.LinkHealth.Breaker;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether new orders are taken, and if not, why. Thread-safe. */
final class Readiness {
  private final Sequencer sequencer;
  private final Intake intake;
  private final LinkRunner primary;
  private final HealthKeeper health;

  Readiness(Sequencer sequencer, Intake intake, LinkRunner primary, HealthKeeper health) {
    this.sequencer = sequencer;
    this.intake = intake;
    this.primary = primary;
    this.health = health;
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
    if (primary.capabilities().isEmpty()) {
      return Optional.of("the link to " + primary.account() + " is not up" + whyDown());
    }
    return Optional.ofNullable(health.all().get(primary.account()))
        .filter(judged -> judged.breaker() != Breaker.CLOSED)
        .map(BrokerHealth::sentence);
  }

  /** Waits until orders are taken, no longer than {@code limit}. */
  void await(Duration limit) throws InterruptedException {
    boolean up = primary.awaitUp(limit);
    Optional<String> reason = reason();
    if (!up || reason.isPresent()) {
      throw new GatewayUnavailable(
          GatewayUnavailable.Category.NOT_READY, reason.orElse("the link is not up"));
    }
  }

  /** As the broker or its adapter told it; nothing while it has told nothing. */
  private String whyDown() {
    return switch (primary.state().standing()) {
      case LinkState.Standing.Down(Instant _, String reason) -> ": " + reason;
      case LinkState.Standing.Connecting(), LinkState.Standing.Up _ -> "";
    };
  }
}
