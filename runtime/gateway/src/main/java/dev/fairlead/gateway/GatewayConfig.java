// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.broker.Broker;
import dev.fairlead.health.HealthRules;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.OperatorAction.Routing.Rule;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.routing.RoutingStrategy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

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
 * @param routing how orders are routed, among the accounts of the seats in their order
 * @param slowOrder an order that takes so long from its request to its broker's answer is logged
 *     with its hops
 */
public record GatewayConfig(
    Path data,
    List<Seat> seats,
    InstantSource clock,
    int commandLimit,
    Duration answerLimit,
    Duration quoteLimit,
    LongSupplier seen,
    HealthRules health,
    Routing routing,
    Duration slowOrder) {
  /** With the usual wait for an answer still less than what SDKs wait that give up after ten. */
  public static final Duration QUOTE_LIMIT = Duration.ofMillis(1_500);

  /** Where nothing is said about what is slow: most brokers answer within a tenth of it. */
  public static final Duration SLOW_ORDER = Duration.ofSeconds(1);

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
    routing = routing.among(seats.stream().map(Seat::account).toList());
    requireStrategies(routing);
    if (commandLimit < 1
        || !answerLimit.isPositive()
        || !quoteLimit.isPositive()
        || !slowOrder.isPositive()) {
      throw new IllegalArgumentException("the limits must be positive");
    }
  }

  private static void requireStrategies(Routing routing) {
    Stream.concat(Stream.of(routing.strategy()), routing.rules().stream().map(Rule::strategy))
        .filter(name -> RoutingStrategy.named(name).isEmpty())
        .findFirst()
        .ifPresent(name -> {
          throw new IllegalArgumentException(
              "no routing strategy is called " + name + "; one of " + RoutingStrategy.names());
        });
  }

  /** One whose journal nobody else has seen anything of; all orders go to the first account. */
  public GatewayConfig(
      Path data, List<Seat> seats, InstantSource clock, int commandLimit, Duration answerLimit) {
    this(
        data,
        seats,
        clock,
        commandLimit,
        answerLimit,
        QUOTE_LIMIT,
        () -> 0,
        HealthRules.DEFAULT,
        new Routing("primary-only", List.of()),
        SLOW_ORDER);
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
        data,
        seats,
        clock,
        commandLimit,
        answerLimit,
        quoteLimit,
        seen,
        health,
        routing,
        slowOrder);
  }

  /** This, with another limit for market orders that wait for a quote. */
  public GatewayConfig waitingForQuotes(Duration limit) {
    return new GatewayConfig(
        data, seats, clock, commandLimit, answerLimit, limit, seen, health, routing, slowOrder);
  }

  /** This with orders routed so; the accounts are those of the seats all the same. */
  public GatewayConfig routing(Routing changed) {
    return new GatewayConfig(
        data,
        seats,
        clock,
        commandLimit,
        answerLimit,
        quoteLimit,
        seen,
        health,
        changed,
        slowOrder);
  }

  /** This, with links that are judged by {@code health}. */
  public GatewayConfig judging(HealthRules health) {
    return new GatewayConfig(
        data,
        seats,
        clock,
        commandLimit,
        answerLimit,
        quoteLimit,
        seen,
        health,
        routing,
        slowOrder);
  }

  /** This, where orders are slow from so long on. */
  public GatewayConfig slowFrom(Duration limit) {
    return new GatewayConfig(
        data, seats, clock, commandLimit, answerLimit, quoteLimit, seen, health, routing, limit);
  }
}
