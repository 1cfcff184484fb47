// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.scrape;

import static dev.fairlead.scrape.Family.counter;
import static dev.fairlead.scrape.Family.gauge;

import dev.fairlead.account.ActingAccount;
import dev.fairlead.broker.LinkSignal.Channel;
import dev.fairlead.health.BrokerHealth;
import dev.fairlead.message.LinkHealth.Breaker;
import dev.fairlead.message.LinkHealth.Kind;
import dev.fairlead.metrics.BrokerMetrics;
import dev.fairlead.metrics.ChannelMetrics;
import dev.fairlead.metrics.RequestMetrics;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.scrape.Family.Label;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The broker accounts' metrics. What the book knows is told as gauges: it does not begin anew with
 * the process, and an execution that is taken back makes it less.
 */
final class BrokerFamilies {
  private static final String PREFIX = "fairlead_broker_";

  private final List<BrokerMetrics> all;

  private BrokerFamilies(List<BrokerMetrics> all) {
    this.all = all;
  }

  static Stream<Family> of(List<BrokerMetrics> metrics) {
    BrokerFamilies families = new BrokerFamilies(metrics);
    return Stream.of(
            families.book(),
            families.requests(),
            Stream.of(families.hops()),
            families.link(),
            families.channels())
        .flatMap(part -> part);
  }

  private static Label account(BrokerMetrics metrics) {
    return Family.label("broker_account", metrics.account());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private Stream<Family> book() {
    Family orders = gauge(PREFIX + "orders", "Orders since the journal began, by status.");
    Family trades = gauge(PREFIX + "trades", "Executions since the journal began.");
    Family volume =
        gauge(PREFIX + "traded_value", "Price times quantity of all executions, by currency.");
    Family commission =
        gauge(PREFIX + "commission", "What the broker took for executions, by currency.");
    for (BrokerMetrics metrics : all) {
      Label account = account(metrics);
      metrics
          .book()
          .orders()
          .forEach((status, count) -> orders.sample(count, account, label("status", word(status))));
      trades.sample(metrics.trades(), account);
      metrics
          .traded()
          .forEach(traded -> {
            Label currency = label("currency", traded.currency().code());
            volume.sample(traded.volume().toString(), account, currency);
            commission.sample(traded.commission().toString(), account, currency);
          });
    }
    return Stream.of(orders, trades, volume, commission);
  }

  private Stream<Family> requests() {
    Family sent = counter(PREFIX + "requests_sent_total", "Requests handed to the link.");
    Family ended =
        counter(PREFIX + "requests_total", "Requests that ended, by what is known of them.");
    Family latency =
        new Family(
            PREFIX + "request_duration_seconds",
            Family.Type.HISTOGRAM,
            "From when a request was durable until its answer.");
    Family waiting =
        new Family(
            PREFIX + "request_wait_seconds",
            Family.Type.HISTOGRAM,
            "The part of it that requests waited before the adapter had them.");
    for (BrokerMetrics metrics : all) {
      Label account = account(metrics);
      for (Attempt.Kind kind : Attempt.Kind.values()) {
        Label of = label("kind", word(kind));
        RequestMetrics requests = metrics.requests(kind);
        sent.sample(requests.sent(), account, of);
        ended.sample(requests.accepted(), account, of, label("result", "accepted"));
        ended.sample(requests.refused(), account, of, label("result", "refused"));
        ended.sample(requests.notSent(), account, of, label("result", "not_sent"));
        ended.sample(requests.inDoubt(), account, of, label("result", "in_doubt"));
        latency.histogram(requests.latency(), account, of);
      }
      waiting.histogram(metrics.waiting(), account);
    }
    return Stream.of(sent, ended, latency, waiting);
  }

  private Family hops() {
    Family hops =
        new Family(
            PREFIX + "order_hop_seconds",
            Family.Type.HISTOGRAM,
            "How long orders took from one place on their way to the next, by hop.");
    for (BrokerMetrics metrics : all) {
      metrics
          .hops()
          .forEach(
              (hop, times) -> hops.histogram(times, account(metrics), label("hop", hop.word())));
    }
    return hops;
  }

  private Stream<Family> link() {
    Family up = gauge(PREFIX + "link_up", "1 while orders can be sent.");
    Family uptime = gauge(PREFIX + "link_uptime_seconds", "How long the link has been up.");
    Family total =
        counter(PREFIX + "link_up_seconds_total", "How long it was up, all times together.");
    Family ups = counter(PREFIX + "link_ups_total", "How often the link came up.");
    Family downs = counter(PREFIX + "link_downs_total", "How often it went down.");
    Family heard =
        gauge(
            PREFIX + "last_heard_timestamp_seconds", "When the broker last said anything at all.");
    for (BrokerMetrics metrics : all) {
      Label account = account(metrics);
      up.sample(metrics.link().isUp(), account);
      uptime.sample(metrics.uptime(), account);
      total.sample(metrics.link().upTime(), account);
      ups.sample(metrics.link().ups(), account);
      downs.sample(metrics.link().downs(), account);
      metrics.lastHeard().ifPresent(at -> heard.sample(at, account));
    }
    return Stream.of(up, uptime, total, ups, downs, heard);
  }

  /** One sample for each breaker state, as Prometheus writes an enumeration: 1 for what it is. */
  static Stream<Family> health(List<BrokerHealth> all) {
    Family score = gauge(PREFIX + "health_score", "How well the link works, 0 to 100.");
    Family lost = gauge(PREFIX + "health_points_lost", "What the score lost, by what.");
    Family breaker =
        gauge(PREFIX + "breaker", "1 for what the breaker is; open keeps orders back.");
    for (BrokerHealth health : all) {
      Label account = Family.label("broker_account", health.account());
      score.sample(health.score(), account);
      for (Kind kind : Kind.values()) {
        lost.sample(health.lost(kind), account, label("cause", kind.word()));
      }
      for (Breaker state : Breaker.values()) {
        breaker.sample(state == health.breaker(), account, label("state", state.word()));
      }
    }
    return Stream.of(score, lost, breaker);
  }

  /** Nothing where no strategy prefers an account to another. */
  static Stream<Family> acting(List<BrokerHealth> all, @Nullable ActingAccount acting) {
    if (acting == null) {
      return Stream.of();
    }
    Family acts = gauge(PREFIX + "acting", "1 for the account that new orders go to first.");
    for (BrokerHealth health : all) {
      boolean is = health.account().equals(acting.account());
      acts.sample(is, Family.label("broker_account", health.account()));
    }
    Family count =
        counter("fairlead_failovers_total", "How often another account came to act, since ever.")
            .sample(acting.count());
    return Stream.of(acts, count);
  }

  private Stream<Family> channels() {
    return Stream.of(
        ofChannels(
            gauge(PREFIX + "channel_up", "1 while the channel is connected."),
            channel -> channel.isConnected() ? 1 : 0),
        ofChannels(
            counter(PREFIX + "channel_connects_total", "How often it was connected."),
            ChannelMetrics::connects),
        ofChannels(
            counter(PREFIX + "channel_disconnects_total", "How often it was lost."),
            ChannelMetrics::disconnects),
        ofChannels(
            counter(
                PREFIX + "connection_errors_total",
                "Requests that did not arrive, or whose answer did not come."),
            ChannelMetrics::connectionErrors),
        apiErrors(),
        ofChannels(
            counter(
                PREFIX + "skipped_quotes_total",
                "Quotes passed over for newer ones, because more came than was heard in time."),
            ChannelMetrics::skippedQuotes),
        ofChannels(
            counter(PREFIX + "skipped_trades_total", "The same of trades."),
            ChannelMetrics::skippedTrades),
        heard(),
        budget("budget_requests_left", "Requests that the broker said were left.", true),
        budget("budget_requests", "Requests of a whole window, as the broker said.", false));
  }

  private Family ofChannels(Family family, ToLongFunction<ChannelMetrics> value) {
    for (BrokerMetrics metrics : all) {
      metrics
          .channels()
          .forEach((channel, told) ->
              family.sample(value.applyAsLong(told), account(metrics), label(channel)));
    }
    return family;
  }

  private static Label label(Channel channel) {
    return Family.label("channel", word(channel));
  }

  private static Label label(String name, String value) {
    return Family.label(name, value);
  }

  private Family apiErrors() {
    Family family =
        counter(PREFIX + "api_errors_total", "Errors that the broker answered, by its code.");
    for (BrokerMetrics metrics : all) {
      metrics
          .channels()
          .forEach((channel, told) ->
              told.apiErrorsByCode()
                  .forEach((code, count) ->
                      family.sample(count, account(metrics), label(channel), label("code", code))));
    }
    return family;
  }

  private Family heard() {
    Family family =
        gauge(
            PREFIX + "channel_last_heard_timestamp_seconds",
            "When the broker last sent something this way.");
    for (BrokerMetrics metrics : all) {
      metrics
          .channels()
          .forEach((channel, told) ->
              told.lastHeard()
                  .ifPresent(at -> family.sample(at, account(metrics), label(channel))));
    }
    return family;
  }

  private Family budget(String name, String help, boolean left) {
    Family family = gauge(PREFIX + name, help);
    for (BrokerMetrics metrics : all) {
      metrics
          .channels()
          .forEach((channel, told) ->
              told.budget()
                  .ifPresent(budget ->
                      family.sample(
                          left ? budget.left() : budget.limit(),
                          account(metrics),
                          label(channel))));
    }
    return family;
  }
}
