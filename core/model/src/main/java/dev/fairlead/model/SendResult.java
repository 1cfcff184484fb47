// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

/**
 * What is known after one outbound request (reliability 3.1). Anything that is not proven is {@link
 * InDoubt}: an error is not evidence that nothing happened (D-01).
 */
public sealed interface SendResult {
  /** The broker answered that it took the request; {@code brokerOrderId} is its name for it. */
  record Accepted(String brokerOrderId) implements SendResult {}

  /** A definite refusal from the adapter's documented list. */
  record Refused(String code, String reason) implements SendResult {}

  /** Proven that the broker got no byte of it; safe to route elsewhere. */
  record NotSent(String cause) implements SendResult {}

  /** Time-out, reset, 5xx, unreadable answer, lost process: nobody can tell yet. */
  record InDoubt(String cause) implements SendResult {}
}
