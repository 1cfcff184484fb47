// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.observe;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A request of which nobody can tell what became of it, while that matters.
 *
 * @param kind what was asked
 * @param since when it was asked
 */
public record OpenDoubt(
    BrokerAccount account, PlacementId placement, Attempt.Kind kind, Instant since) {

  /** How long a doubt has lasted: up to each of the times at which somebody is to be told. */
  public enum Age {
    UNDER_5S(Duration.ofSeconds(5)),
    UNDER_1M(Duration.ofMinutes(1)),
    UNDER_10M(Duration.ofMinutes(10)),
    OVER_10M(Duration.ofDays(365_000));

    private final Duration below;

    Age(Duration below) {
      this.below = below;
    }

    static Age of(Duration age) {
      for (Age each : List.of(values())) {
        if (age.compareTo(each.below) < 0) {
          return each;
        }
      }
      return OVER_10M;
    }
  }

  public Age age(Instant now) {
    return Age.of(Duration.between(since, now));
  }

  /** The doubt that {@code placement} is in. */
  static Optional<OpenDoubt> of(Placement placement) {
    return switch (placement.status()) {
      case IN_DOUBT -> placement.latest(Attempt.Kind.PLACE).map(made -> of(placement, made));
      case PENDING_CANCEL -> doubted(placement, Attempt.Kind.CANCEL);
      case PENDING_REPLACE -> doubted(placement, Attempt.Kind.REPLACE);
      case SENT, WORKING, PARTIALLY_FILLED, FILLED, CANCELED, EXPIRED, REJECTED, NOT_PLACED ->
          Optional.empty();
    };
  }

  private static Optional<OpenDoubt> doubted(Placement placement, Attempt.Kind kind) {
    return placement
        .latest(kind)
        .filter(made -> made.result() instanceof SendResult.InDoubt)
        .map(made -> of(placement, made));
  }

  private static OpenDoubt of(Placement placement, Attempt made) {
    return new OpenDoubt(placement.account(), placement.id(), made.kind(), made.at());
  }
}
