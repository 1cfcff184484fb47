// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.engine.EngineState.BookedFill;
import dev.fairlead.model.BrokerAccount;

/** What tells one execution from another: a broker's id of it is its own within the account. */
record Execution(BrokerAccount account, String executionId) {
  static Execution of(BookedFill booked) {
    return new Execution(booked.account(), booked.fill().executionId());
  }
}
