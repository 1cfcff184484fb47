// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.broker;

import dev.fairlead.model.BrokerAccount;
import java.time.Duration;

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

  /**
   * How long a link may take to answer a request. The gateway holds it to that: what is not
   * answered by then is in doubt, whatever is said of it later.
   */
  default Duration answersWithin() {
    return Duration.ofSeconds(60);
  }

  /**
   * Whether its links tell of the account when they are asked ({@link BrokerLink#book}). Then an
   * account takes no new orders until the book was held against it.
   */
  default boolean tellsBook() {
    return false;
  }

  /** Ends all that the adapter runs. Links are closed before. */
  @Override
  void close();
}
