// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.state;

import dev.fairlead.message.BrokerReport.Flowed;
import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.state.EngineState.BookedFill;

/**
 * What tells one execution, move or flow of money from another of its sort: a broker's id of it is
 * its own within the account.
 */
public record Execution(BrokerAccount account, String executionId) {
  public static Execution of(BookedFill booked) {
    return new Execution(booked.account(), booked.fill().executionId());
  }

  public static Execution of(Moved move) {
    return new Execution(move.account(), move.id());
  }

  public static Execution of(Flowed flow) {
    return new Execution(flow.account(), flow.id());
  }
}
