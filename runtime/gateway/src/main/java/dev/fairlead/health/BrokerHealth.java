// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.health;

import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.LinkHealth.Breaker;
import dev.fairlead.message.LinkHealth.Cause;
import dev.fairlead.message.LinkHealth.Kind;
import dev.fairlead.model.BrokerAccount;
import java.time.Instant;
import java.util.List;

/**
 * How well the link to a broker account works at this moment. The score is of now; the engine is
 * told of it when it has changed by more than a little.
 *
 * @param score 0 to 100; 0 while the link is down
 * @param since when the breaker became what it is; the start of this process where it has been so
 *     since before
 * @param causes what the score lost points by, worst first
 */
public record BrokerHealth(
    BrokerAccount account, int score, Breaker breaker, Instant since, List<Cause> causes) {

  /** How many points the score lost by one kind of thing. */
  public int lost(Kind kind) {
    return causes.stream().filter(cause -> cause.kind() == kind).mapToInt(Cause::lost).sum();
  }

  /** Why no new orders go there, or what is wrong. */
  public String sentence() {
    return new LinkHealth(account, score, breaker, causes).sentence();
  }
}
