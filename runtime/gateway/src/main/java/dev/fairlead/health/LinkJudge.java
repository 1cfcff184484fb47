// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.health;

import dev.fairlead.health.Circuit.Sight;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.LinkHealth.Breaker;
import dev.fairlead.message.LinkHealth.Kind;
import dev.fairlead.model.BrokerAccount;
import java.util.Map;
import java.util.Optional;

/**
 * Judges one link from what was observed of it: keeps its breaker, and decides which verdicts are
 * worth an input. Without a clock; one thread at a time.
 */
final class LinkJudge {
  private final BrokerAccount account;
  private final HealthRules rules;
  private final Pulse pulse;
  private Circuit circuit;
  private LinkHealth told;
  private long toldNanos;
  private LinkHealth now;

  /** Goes on from the verdict that the engine knows. */
  LinkJudge(HealthRules rules, Pulse pulse, LinkHealth known, long nowNanos) {
    account = known.account();
    this.rules = rules;
    this.pulse = pulse;
    told = known;
    now = known;
    toldNanos = nowNanos - rules.quiet().toNanos();
    circuit =
        known.takesOrders() || !rules.opening().ever()
            ? Circuit.closed(nowNanos)
            : Circuit.resumed(nowNanos);
  }

  /**
   * Looks at the link, and answers with the verdict that the engine has to be told, if one is.
   *
   * @param drifts in how much the account and the book differ for certain
   */
  Optional<LinkHealth> look(boolean up, int drifts, long nowNanos) {
    Map<Kind, Reading> readings = pulse.readings(rules);
    readings.merge(
        Kind.DRIFT, new Reading(drifts, 1), (odd, more) -> new Reading(odd.value() + drifts, 1));
    readings.put(Kind.PROBES, new Reading(circuit.badProbes(), 1));
    Score score = up ? Score.of(readings, rules.weights()) : Score.down(pulse.downs(rules));
    Circuit next =
        circuit.seeing(new Sight(nowNanos, up, score.points(), pulse.inARow(), readings), rules);
    if (next.breaker() != circuit.breaker() && next.breaker() == Breaker.HALF_OPEN) {
      pulse.forgive();
    }
    circuit = next;
    now = new LinkHealth(account, score.points(), circuit.breaker(), score.causes());
    return worthTelling(up, nowNanos) ? Optional.of(tell(nowNanos)) : Optional.empty();
  }

  /** That a link is down the engine knows without a verdict. */
  private boolean worthTelling(boolean up, long nowNanos) {
    if (now.breaker() != told.breaker()) {
      return true;
    }
    boolean moved = Math.abs(now.score() - told.score()) >= rules.step();
    boolean well = now.score() == LinkHealth.BEST && told.score() != LinkHealth.BEST;
    // Where an order goes depends on it.
    boolean spent = now.isSpent() != told.isSpent();
    return up && (moved || well || spent) && nowNanos - toldNanos >= rules.quiet().toNanos();
  }

  private LinkHealth tell(long nowNanos) {
    told = now;
    toldNanos = nowNanos;
    return now;
  }

  /** The newest verdict, told or not. */
  LinkHealth now() {
    return now;
  }

  /** Whether a query is due that shows whether the link works. */
  boolean wantsProbe(long nowNanos) {
    return circuit.wantsProbe(nowNanos);
  }

  /** How the query ended that was made because one was due. */
  void probed(boolean good, long nowNanos) {
    circuit = circuit.probed(good, nowNanos, rules.closing());
  }
}
