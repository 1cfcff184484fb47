// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.broker;

import dev.fairlead.model.BrokerAccount;

/** A firm that takes orders, as an adapter. Thread-safe. */
public interface Broker extends AutoCloseable {
  /** The broker's part of {@link BrokerAccount}: {@code paper}. */
  String name();

  /**
   * Opens the live session with {@code account}. Returns at once; the link tells {@code listener}
   * when it is up, first what the account lists and holds, then {@code Up}.
   *
   * @param known what the book knows of the account, so that the link can catch up from there
   */
  BrokerLink connect(BrokerAccount account, Known known, LinkListener listener);

  /** Ends all that the adapter runs. Links are closed before. */
  @Override
  void close();
}
