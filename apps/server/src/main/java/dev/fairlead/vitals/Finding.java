// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.vitals;

import dev.fairlead.model.BrokerAccount;
import java.util.Optional;

/**
 * How one part of a gateway is.
 *
 * @param part which
 * @param account whose it is; empty for a part that is common to all
 * @param code for programs, and keeps its meaning for ever; {@code OK} where nothing is wrong
 * @param reason a sentence for people; empty where nothing is wrong
 */
public record Finding(
    Part part, Optional<BrokerAccount> account, State state, String code, String reason) {
  /** What is looked at. */
  public enum Part {
    GATEWAY,
    JOURNAL,
    QUEUE,
    DISK,
    STORE,
    LINK,
    RECONCILIATION,
    DOUBTS
  }

  /** How it is, best first. */
  public enum State {
    OK,
    /** It does its work; somebody should look before it does not. */
    DEGRADED,
    /** It does not do its work. */
    FAILED
  }

  static Finding ok(Part part) {
    return new Finding(part, Optional.empty(), State.OK, "OK", "");
  }

  static Finding ok(Part part, BrokerAccount account) {
    return ok(part).of(account);
  }

  static Finding degraded(Part part, String code, String reason) {
    return new Finding(part, Optional.empty(), State.DEGRADED, code, reason);
  }

  static Finding failed(Part part, String code, String reason) {
    return new Finding(part, Optional.empty(), State.FAILED, code, reason);
  }

  Finding of(BrokerAccount whose) {
    return new Finding(part, Optional.of(whose), state, code, reason);
  }
}
