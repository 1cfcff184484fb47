// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import dev.fairlead.gateway.GatewayConfig;
import dev.fairlead.server.RateConfig;
import java.time.Duration;

/**
 * How much a gateway takes on at once.
 *
 * @param commandsInFlight most commands that may wait; one more is refused (F-K04)
 * @param answerTimeOut longest wait for an answer. Some SDKs give up after ten seconds, so the
 *     default is less: they hear that their order is pending, and not nothing at all
 * @param quoteTimeOut longest wait of a market order for a quote that nobody has looked at yet
 * @param slowOrder an order that takes so long from its request to its broker's answer is logged
 * @param requestsPerMinute most requests of one key in a minute (S-35)
 * @param cancelsPerMinute most cancels of one key in a minute, beside the requests
 */
public record LimitsConfig(
    int commandsInFlight,
    Duration answerTimeOut,
    Duration quoteTimeOut,
    Duration slowOrder,
    int requestsPerMinute,
    int cancelsPerMinute) {
  public static final LimitsConfig DEFAULT =
      new LimitsConfig(
          16_384,
          Duration.ofSeconds(8),
          GatewayConfig.QUOTE_LIMIT,
          GatewayConfig.SLOW_ORDER,
          RateConfig.DEFAULT.requestsPerMinute(),
          RateConfig.DEFAULT.cancelsPerMinute());

  private static final Kind<Integer> COMMANDS = Kind.wholeNumber(1, 1_000_000);
  private static final Kind<Integer> PER_MINUTE = Kind.wholeNumber(1, 1_000_000_000);
  private static final Kind<Duration> QUOTE =
      Kind.duration(Duration.ofMillis(1), Duration.ofMinutes(1));
  private static final Kind<Duration> SLOW =
      Kind.duration(Duration.ofMillis(1), Duration.ofMinutes(10));
  private static final Kind<Duration> ANSWER =
      Kind.duration(Duration.ofMillis(100), Duration.ofMinutes(10));

  /** Refuses what the file could not say either. */
  public LimitsConfig {
    if (commandsInFlight < 1
        || !answerTimeOut.isPositive()
        || !quoteTimeOut.isPositive()
        || !slowOrder.isPositive()
        || requestsPerMinute < 1
        || cancelsPerMinute < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }

  static LimitsConfig read(Section section) {
    var read =
        new LimitsConfig(
            section.value("commands-in-flight", COMMANDS, DEFAULT.commandsInFlight),
            section.value("answer-time-out", ANSWER, DEFAULT.answerTimeOut),
            section.value("quote-time-out", QUOTE, DEFAULT.quoteTimeOut),
            section.value("slow-order", SLOW, DEFAULT.slowOrder),
            section.value("requests-per-minute", PER_MINUTE, DEFAULT.requestsPerMinute),
            section.value("cancels-per-minute", PER_MINUTE, DEFAULT.cancelsPerMinute));
    section.end();
    return read;
  }

  /** How much one client may ask of the server. */
  public RateConfig rates() {
    return RateConfig.DEFAULT.requests(requestsPerMinute, cancelsPerMinute);
  }
}
