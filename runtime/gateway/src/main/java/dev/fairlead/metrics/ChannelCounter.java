// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.metrics;

import dev.fairlead.broker.LinkSignal;
import dev.fairlead.metrics.ChannelMetrics.Budget;
import dev.fairlead.metrics.ChannelMetrics.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts the signals of one channel. Thread-safe; proofs of life, of which there may be hundreds of
 * thousands a second, take no lock.
 */
final class ChannelCounter {
  private static final int MOST_CODE = 64;

  private final InstantSource clock;
  private final Map<String, Long> codes = new HashMap<>();
  private volatile boolean told;
  private volatile long heardMillis;
  private @Nullable Instant connectedSince;
  private @Nullable Trouble trouble;
  private @Nullable Budget budget;
  private long connects;
  private long disconnects;
  private long connectionErrors;
  private long apiErrors;
  private long skippedQuotes;
  private long skippedTrades;

  ChannelCounter(InstantSource clock) {
    this.clock = clock;
  }

  void count(LinkSignal signal) {
    switch (signal) {
      case LinkSignal.Heard _ -> heard();
      case LinkSignal.Connected _ -> connected();
      case LinkSignal.Disconnected(var _, String reason) -> disconnected(reason);
      case LinkSignal.ConnectionError(var _, String what) -> failed(what);
      case LinkSignal.ApiError(var _, String code, String what) -> refused(code, what);
      case LinkSignal.ClockOffset _ -> heard();
      case LinkSignal.Budget(var _, int left, int limit, Duration resets) ->
          budget(left, limit, resets);
      case LinkSignal.Skipped(var _, long quotes, long trades) -> skipped(quotes, trades);
    }
    told = true;
  }

  private void heard() {
    heardMillis = clock.millis();
  }

  private synchronized void connected() {
    heard();
    connects++;
    connectedSince = clock.instant();
  }

  private synchronized void disconnected(String reason) {
    disconnects++;
    connectedSince = null;
    trouble = new Trouble(clock.instant(), reason);
  }

  private synchronized void failed(String what) {
    connectionErrors++;
    trouble = new Trouble(clock.instant(), what);
  }

  private synchronized void refused(String code, String what) {
    heard();
    apiErrors++;
    codes.merge(kept(code), 1L, Long::sum);
    trouble = new Trouble(clock.instant(), code + " " + what);
  }

  /** A broker that makes up a code for each error must not fill the memory. */
  private String kept(String code) {
    String cut = code.length() > MOST_CODE ? code.substring(0, MOST_CODE) : code;
    return codes.containsKey(cut) || codes.size() < ChannelMetrics.MOST_CODES
        ? cut
        : ChannelMetrics.OTHER_CODES;
  }

  private synchronized void budget(int left, int limit, Duration resets) {
    heard();
    Instant now = clock.instant();
    budget = new Budget(left, limit, now, now.plus(resets));
  }

  private synchronized void skipped(long quotes, long trades) {
    skippedQuotes += quotes;
    skippedTrades += trades;
  }

  /** Whether the adapter has said anything of it. */
  boolean isTold() {
    return told;
  }

  /** When something came this way last, in milliseconds since 1970; 0 where nothing did. */
  long heardMillis() {
    return heardMillis;
  }

  synchronized ChannelMetrics metrics() {
    long heard = heardMillis;
    return new ChannelMetrics(
        Optional.ofNullable(connectedSince),
        connects,
        disconnects,
        connectionErrors,
        apiErrors,
        codes,
        skippedQuotes,
        skippedTrades,
        heard == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(heard)),
        Optional.ofNullable(trouble),
        Optional.ofNullable(budget));
  }
}
