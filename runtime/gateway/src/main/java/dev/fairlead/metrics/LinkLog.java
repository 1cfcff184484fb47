// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.metrics;

import dev.fairlead.broker.LinkSignal;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.LinkChange;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.SendResult;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Log lines about one link: each request and its result, what the adapter tells of its channels,
 * and when the link comes up and goes down. Thread-safe.
 */
final class LinkLog {
  private static final Logger LOG = System.getLogger("dev.fairlead.gateway.Link");

  private final BrokerAccount account;
  private final Repeats repeats;

  /** What was up before. The first time is a part of a start, which has lines of its own. */
  private final Set<String> upBefore = ConcurrentHashMap.newKeySet();

  LinkLog(BrokerAccount account, LongSupplier nanos) {
    this.account = account;
    repeats = new Repeats(nanos);
  }

  void answered(BrokerCommand command, Attempt.Kind kind, SendResult result, long nanos) {
    switch (result) {
      case SendResult.Accepted(String brokerOrderId) ->
          request(Level.DEBUG, "accepted", command, kind, nanos, "broker_order_id", brokerOrderId);
      case SendResult.Refused(String code, String reason) ->
          request(Level.DEBUG, "refused", command, kind, nanos, "reason", code + " " + reason);
      case SendResult.NotSent(String cause) ->
          request(Level.WARNING, "not sent", command, kind, nanos, "reason", cause);
      case SendResult.InDoubt(String cause) ->
          request(Level.WARNING, "in doubt", command, kind, nanos, "reason", cause);
    }
  }

  private void request(
      Level level,
      String what,
      BrokerCommand command,
      Attempt.Kind kind,
      long nanos,
      String key,
      String value) {
    if (LOG.isLoggable(level)) {
      LOG.log(
          level,
          "request "
              + what
              + " account={0} placement={1} attempt={2} kind={3} millis={4} "
              + key
              + "={5}",
          account,
          command.placement(),
          command.attempt(),
          kind.name().toLowerCase(Locale.ROOT),
          Duration.ofNanos(nanos).toMillis(),
          value);
    }
  }

  /** The adapter broke its word about a request. */
  void misbehaved(String what, BrokerCommand command, String answer, @Nullable Throwable broken) {
    if (broken != null) {
      // With a stack trace there is no room for values: these have no spaces.
      LOG.log(
          Level.ERROR,
          what
              + " account="
              + account
              + " placement="
              + command.placement()
              + " attempt="
              + command.attempt(),
          broken);
    } else {
      LOG.log(
          Level.ERROR,
          what + " account={0} placement={1} attempt={2} answer={3}",
          account,
          command.placement(),
          command.attempt(),
          answer);
    }
  }

  void changed(LinkChange change) {
    switch (change) {
      case LinkChange.Up _ -> LOG.log(upLevel("link"), "link up account={0}", account);
      case LinkChange.Down(var _, String reason) ->
          LOG.log(Level.WARNING, "link down account={0} reason={1}", account, reason);
    }
  }

  private Level upLevel(String what) {
    return upBefore.add(what) ? Level.DEBUG : Level.INFO;
  }

  void signaled(LinkSignal signal) {
    switch (signal) {
      case LinkSignal.Connected(var channel) ->
          LOG.log(
              upLevel(word(channel)),
              "channel connected account={0} channel={1}",
              account,
              word(channel));
      case LinkSignal.Disconnected(var channel, String reason) ->
          trouble("channel disconnected", channel, null, reason);
      case LinkSignal.ConnectionError(var channel, String what) ->
          trouble("connection error", channel, null, what);
      case LinkSignal.ApiError(var channel, String code, String what) ->
          trouble("broker answered an error", channel, code, what);
      case LinkSignal.Budget(var channel, int left, int limit, Duration resets) -> {
        if (left <= 0) {
          String spent = "all " + limit + " requests are spent, more in " + resets;
          trouble("request budget spent", channel, null, spent);
        }
      }
      case LinkSignal.ClockOffset offset -> {
        if (offset.isTooFar()) {
          trouble("clocks differ", offset.channel(), null, shown(offset));
        }
      }
      case LinkSignal.Skipped(var channel, long quotes, long trades) ->
          trouble(
              "market data came quicker than it was heard",
              channel,
              null,
              quotes + " quotes and " + trades + " trades were passed over for newer ones");
      case LinkSignal.Heard _ -> {
        // Too often to be news; the metrics have when it was last.
      }
    }
  }

  private void trouble(
      String what, LinkSignal.Channel channel, @Nullable String code, String reason) {
    String kind = what + ' ' + channel + ' ' + code;
    repeats
        .admit(kind)
        .ifPresent(quiet ->
            LOG.log(
                Level.WARNING,
                what + " account={0} channel={1} code={2} reason={3} repeated={4}",
                account,
                word(channel),
                code == null ? "" : code,
                reason,
                quiet));
  }

  private static String shown(LinkSignal.ClockOffset offset) {
    return "our clock is %d ms %s the broker's, give or take %d ms; is it kept by NTP?"
        .formatted(
            offset.ahead().abs().toMillis(),
            offset.ahead().isNegative() ? "behind" : "ahead of",
            offset.within().toMillis());
  }

  private static String word(LinkSignal.Channel channel) {
    return channel.name().toLowerCase(Locale.ROOT);
  }
}
