// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.broker;

import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.LinkChange;

/**
 * Where a link tells its news, in the order in which they happened. Reports and changes may wait
 * while the gateway is busy, and drop nothing; any thread may call all of them.
 */
public interface LinkListener {
  void onReport(BrokerReport report);

  void onChange(LinkChange change);

  /** Something to count. Never waits. */
  default void onSignal(LinkSignal signal) {}
}
