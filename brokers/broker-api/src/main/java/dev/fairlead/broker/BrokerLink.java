// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.broker;

import dev.fairlead.message.BrokerCommand;
import dev.fairlead.model.Quote;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Symbol;
import java.util.Optional;

/** The live session with one broker account. Thread-safe. */
public interface BrokerLink extends AutoCloseable {
  /**
   * Sends one request and waits for what is known of it, no longer than the adapter's time-out.
   * Never throws for anything that happens on the wire: what is not proven is {@link
   * SendResult.InDoubt}. A query's findings come to the listener as a report, before this returns.
   */
  SendResult send(BrokerCommand command);

  /** The newest quote of {@code symbol} there, if one was seen; does not wait. */
  Optional<Quote> quote(Symbol symbol);

  /** Ends the session. After it returns the listener hears nothing more. */
  @Override
  void close();
}
