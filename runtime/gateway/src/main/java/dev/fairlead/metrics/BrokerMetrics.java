// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.metrics;

import dev.fairlead.broker.BudgetState;
import dev.fairlead.broker.LinkSignal.Channel;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.observe.Distribution;
import dev.fairlead.observe.Hop;
import dev.fairlead.state.AccountTotals;
import dev.fairlead.state.AccountTotals.Traded;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one broker account has done, as it was at one moment.
 *
 * <p>Orders, trades, volume and commission are the book's: counted since the journal began, exact,
 * the same after a restart. All the rest, which is requests, latencies, errors and uptime, is
 * counted since this process started, because it is about this process and its connections.
 *
 * @param since when this process began to count
 * @param at when the counts were read
 * @param book what the account's orders have come to
 * @param bookAt when the book was read: before {@code at} where the gateway has stopped
 * @param requests what was asked of the broker, by kind; every kind is there
 * @param waiting how long requests waited for the link's thread, before the adapter had them
 * @param hops how long each hop of the account's orders took; every hop is there
 * @param link whether orders can be sent
 * @param channels each way to the broker that the adapter has told anything of
 * @param budgets how the account stands with the limits on its requests; none where there are none
 * @param lastHeard when the broker last said anything, be it a heartbeat; empty where it never did
 */
public record BrokerMetrics(
    BrokerAccount account,
    Instant since,
    Instant at,
    AccountTotals book,
    Instant bookAt,
    Map<Attempt.Kind, RequestMetrics> requests,
    Latency waiting,
    Map<Hop, Distribution> hops,
    LinkMetrics link,
    Map<Channel, ChannelMetrics> channels,
    List<BudgetState> budgets,
    Optional<Instant> lastHeard) {

  /** Copies what it is given. */
  public BrokerMetrics {
    requests = Collections.unmodifiableMap(new EnumMap<>(requests));
    hops = Collections.unmodifiableMap(new EnumMap<>(hops));
    budgets = List.copyOf(budgets);
    channels = channels.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(channels));
  }

  /** All orders that were ever routed there. What was denied never became an order. */
  public long ordersTotal() {
    return book.orders().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Those that may still execute, or wait to. */
  public long ordersOpen() {
    return book.orders().entrySet().stream()
        .filter(each -> each.getKey().isOpen())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Those that were filled whole. */
  public long ordersSuccessful() {
    return book.orders(OrderStatus.FILLED);
  }

  /** Those that the broker refused, or that never reached it. */
  public long ordersFailed() {
    return book.orders(OrderStatus.REJECTED);
  }

  /** Those that were canceled, or whose time ran out; a part of them may have been filled. */
  public long ordersCanceled() {
    return book.orders(OrderStatus.CANCELED) + book.orders(OrderStatus.EXPIRED);
  }

  /** Those that another order took over from. */
  public long ordersReplaced() {
    return book.orders(OrderStatus.REPLACED);
  }

  /** Executions that count. */
  public long trades() {
    return book.trades();
  }

  /** What those came to, a line for each currency. */
  public List<Traded> traded() {
    return book.traded();
  }

  /** What was asked of one kind. */
  public RequestMetrics requests(Attempt.Kind kind) {
    return requests.getOrDefault(kind, RequestMetrics.NONE);
  }

  /** Of all requests that ended, the part that the broker took; empty where none has ended. */
  public OptionalDouble successRate() {
    return RequestMetrics.rate(
        requests.values().stream().mapToLong(RequestMetrics::accepted).sum(),
        requests.values().stream().mapToLong(RequestMetrics::ended).sum());
  }

  /** Requests that did not reach the broker, or whose answer did not come, on all channels. */
  public long connectionErrors() {
    return channels.values().stream().mapToLong(ChannelMetrics::connectionErrors).sum();
  }

  /** Requests that the broker answered with an error of its own, on all channels. */
  public long apiErrors() {
    return channels.values().stream().mapToLong(ChannelMetrics::apiErrors).sum();
  }

  /** How long the link has been up without a break; nothing while it is not. */
  public Duration uptime() {
    return link.upSince().map(up -> atLeastZero(Duration.between(up, at))).orElse(Duration.ZERO);
  }

  private static Duration atLeastZero(Duration length) {
    return length.isNegative() ? Duration.ZERO : length;
  }
}
