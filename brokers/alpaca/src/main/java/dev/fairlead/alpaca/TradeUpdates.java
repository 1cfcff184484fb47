// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import tools.jackson.databind.JsonNode;

/**
 * Alpaca's stream of what happens to orders (facts 5), which comes back by itself. It tells what it
 * was sent and understands none of it. Thread-safe.
 */
interface TradeUpdates {
  /** Connects, and again whenever it was cut; once. */
  void start();

  /** Whether it is authorized and listening, and was heard of lately. */
  boolean isLive();

  /** The listener hears nothing more. */
  void close();

  /** Hears one stream, one call at a time. */
  interface Listener {
    /**
     * Authorized and listening. What happened before is caught up with now: updates wait until this
     * returns, and then come in their order.
     */
    void onLive();

    /** The {@code data} of one {@code trade_updates} message. */
    void onUpdate(JsonNode data);

    /** Nothing comes any more, until {@link #onLive} is called again. */
    void onDead(String reason);

    /** Something that is no message of the protocol, as it came. */
    void onUnread(String raw);

    /** Proof of life: something came, a pong too. */
    void onHeard();
  }
}
