// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.broker.Broker;
import dev.fairlead.health.HealthRules;
import dev.fairlead.model.BrokerAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * How a gateway runs.
 *
 * @param data the folder that holds the journal; made if it is missing
 * @param seats the broker accounts to trade with, the primary one first
 * @param clock what time it is
 * @param commandLimit most client commands that may wait; one more is refused (F-K04)
 * @param answerLimit longest wait of a client for its answer
 * @param quoteLimit longest wait of a market order for a quote that it can be valued by, before it
 *     is taken; it comes on top of the wait for the answer
 * @param seen gives the last input that somebody else has seen, such as a store that follows later:
 *     a journal that ends before it has lost something, and is refused
 * @param health what the links are judged by
 */
public record GatewayConfig(
    Path data,
    List<Seat> seats,
    InstantSource clock,
    int commandLimit,
    Duration answerLimit,
    Duration quoteLimit,
    LongSupplier seen,
    HealthRules health) {
  /** With the usual wait for an answer still less than what SDKs wait that give up after ten. */
  public static final Duration QUOTE_LIMIT = Duration.ofMillis(1_500);

  /** A broker account and the adapter that serves it. */
  public record Seat(BrokerAccount account, Broker broker) {}

  /** Refuses a gateway without a broker, or with limits that are not positive. */
  public GatewayConfig {
    seats = List.copyOf(seats);
    if (seats.isEmpty()) {
      throw new IllegalArgumentException("a gateway needs at least one broker account");
    }
    long accounts = seats.stream().map(Seat::account).distinct().count();
    if (accounts < seats.size()) {
      throw new IllegalArgumentException("a broker account may be named only once");
    }
    if (commandLimit < 1 || !answerLimit.isPositive() || !quoteLimit.isPositive()) {
      throw new IllegalArgumentException("the limits must be positive");
    }
  }

  /** One whose journal nobody else has seen anything of. */
  public GatewayConfig(
      Path data, List<Seat> seats, InstantSource clock, int commandLimit, Duration answerLimit) {
    this(data, seats, clock, commandLimit, answerLimit, QUOTE_LIMIT, () -> 0, HealthRules.DEFAULT);
  }

  /** A gateway with its journal in {@code data}, one broker account and the defaults. */
  public static GatewayConfig of(Path data, BrokerAccount account, Broker broker) {
    return new GatewayConfig(
        data,
        List.of(new Seat(account, broker)),
        InstantSource.system(),
        16_384,
        Duration.ofSeconds(8));
  }

  /** The accounts to trade with, the primary one first. */
  public List<BrokerAccount> accounts() {
    return seats.stream().map(Seat::account).toList();
  }

  /** This, on a journal that must reach the input that {@code seen} gives. */
  public GatewayConfig reaching(LongSupplier seen) {
    return new GatewayConfig(
        data, seats, clock, commandLimit, answerLimit, quoteLimit, seen, health);
  }

  /** This, with another limit for market orders that wait for a quote. */
  public GatewayConfig waitingForQuotes(Duration limit) {
    return new GatewayConfig(data, seats, clock, commandLimit, answerLimit, limit, seen, health);
  }

  /** This, with links that are judged by {@code health}. */
  public GatewayConfig judging(HealthRules health) {
    return new GatewayConfig(
        data, seats, clock, commandLimit, answerLimit, quoteLimit, seen, health);
  }
}
