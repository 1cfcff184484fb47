// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.health;

import dev.fairlead.broker.LinkSignal;
import dev.fairlead.broker.LinkSignal.Channel;
import dev.fairlead.health.Samples.Sample;
import dev.fairlead.message.LinkHealth.Kind;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.SendResult;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * What was observed of one link lately: the newest answers, refusals, losses and signs of life, in
 * memory of one size. A failure loses weight with its age, in a straight line, until the window is
 * over. Thread-safe; never waits for more than another observation.
 */
public final class Pulse {
  private static final int MOST_REQUESTS = 256;
  private static final int MOST_ANSWERS = 64;

  /** R-25 asks for the last 20. */
  private static final int MOST_PLACINGS = 20;

  private static final int MOST_ODD = 32;
  private static final int PERCENT = 100;

  /** Of those that are sorted by how long they took, the one that is told: nine of ten. */
  private static final int RANK_PERCENT = 90;

  private volatile IntSupplier budgetLeft = () -> -1;
  private final LongSupplier nanos;
  private final Samples requests = new Samples(MOST_REQUESTS);
  private final Samples answers = new Samples(MOST_ANSWERS);
  private final Samples placings = new Samples(MOST_PLACINGS);
  private final Samples downs = new Samples(MOST_ODD);
  private final Samples oddities = new Samples(MOST_ODD);
  private final AtomicInteger inARow = new AtomicInteger();
  private final Map<Channel, Line> lines = new EnumMap<>(Channel.class);
  private volatile Runnable troubled = () -> {};

  /** One of a link that nothing was seen of yet; {@code nanos} is a monotone clock. */
  public Pulse(LongSupplier nanos) {
    this.nanos = nanos;
    for (Channel channel : Channel.values()) {
      lines.put(channel, new Line());
    }
  }

  /** A channel of the link, as its signals tell it. */
  private static final class Line {
    private volatile boolean told;
    private volatile boolean lost;
    private volatile long heardNanos;
    private volatile int leftPercent = -1;
    private volatile long resetsNanos;
  }

  /** Calls {@code listener} at once, on whatever thread, when something has failed. */
  void whenTroubled(Runnable listener) {
    troubled = listener;
  }

  /** The first answer to a request, and how long it took. */
  public void answered(Attempt.Kind kind, long tookNanos, SendResult result) {
    boolean placing = kind == Attempt.Kind.PLACE;
    switch (result) {
      case SendResult.Accepted _ -> worked(placing, false, tookNanos);
      case SendResult.Refused _ -> worked(placing, true, tookNanos);
      case SendResult.InDoubt _ -> failed();
      case SendResult.NotSent _ -> {
        // A cancel that is not sent is mostly one that the broker has no name for yet.
        if (placing) {
          failed();
        }
      }
    }
  }

  private void worked(boolean placing, boolean refused, long tookNanos) {
    long now = nanos.getAsLong();
    requests.add(now, 0);
    if (inARow.get() != 0) {
      inARow.set(0);
    }
    if (placing) {
      answers.add(now, tookNanos);
      placings.add(now, refused ? 1 : 0);
      if (refused) {
        troubled.run();
      }
    }
  }

  private void failed() {
    requests.add(nanos.getAsLong(), 1);
    inARow.incrementAndGet();
    troubled.run();
  }

  /** The broker refused, on its stream, a placing that it had taken. */
  public void rejected() {
    placings.add(nanos.getAsLong(), 1);
    troubled.run();
  }

  /** The link went down, having been up. */
  public void wentDown() {
    downs.add(nanos.getAsLong(), 1);
  }

  /** The broker told something that does not fit the book. */
  public void odd() {
    oddities.add(nanos.getAsLong(), 1);
  }

  /** The adapter told something of a channel. */
  public void signaled(LinkSignal signal) {
    Line line = lines.get(signal.channel());
    if (line == null) {
      return;
    }
    switch (signal) {
      case LinkSignal.Heard _, LinkSignal.ApiError _, LinkSignal.ClockOffset _ ->
          line.heardNanos = nanos.getAsLong();
      case LinkSignal.Connected _ -> {
        line.heardNanos = nanos.getAsLong();
        line.lost = false;
        line.told = true;
      }
      case LinkSignal.Disconnected _ -> {
        line.lost = true;
        line.told = true;
      }
      case LinkSignal.ConnectionError _ -> {
        // The request that it was about tells of it, and so does a channel that is lost.
      }
      case LinkSignal.Skipped _ -> {
        // Slow listeners here say nothing of the broker.
      }
      case LinkSignal.Budget(Channel _, int left, int limit, Duration resets) -> {
        line.heardNanos = nanos.getAsLong();
        line.resetsNanos = line.heardNanos + resets.toNanos();
        line.leftPercent = limit <= 0 ? -1 : Math.clamp(left * 100L / limit, 0, PERCENT);
      }
    }
  }

  /**
   * What its own limits leave of the link's requests to the broker counts from now on, too.
   *
   * @param percent of what orders may have; negative where there are no limits
   */
  public void limitedBy(IntSupplier percent) {
    budgetLeft = percent;
  }

  /** How many requests have failed since the last one that was answered. */
  int inARow() {
    return inARow.get();
  }

  /** How often the link went down lately. */
  long downs(HealthRules rules) {
    return downs.within(rules.memory().toNanos(), nanos.getAsLong()).size();
  }

  /** What it all comes to; a kind that nothing was observed of is left out. */
  Map<Kind, Reading> readings(HealthRules rules) {
    long now = nanos.getAsLong();
    long memory = rules.memory().toNanos();
    Map<Kind, Reading> readings = new EnumMap<>(Kind.class);
    List<Sample> asked = requests.within(rules.window().toNanos(), now);
    if (!asked.isEmpty()) {
      long percent = weighted(asked, rules.window().toNanos(), now);
      readings.put(Kind.ERRORS, new Reading(percent, asked.size()));
    }
    List<Sample> took = answers.within(rules.window().toNanos(), now);
    if (!took.isEmpty()) {
      readings.put(Kind.LATENCY, new Reading(millis(rank(took)), took.size()));
    }
    List<Sample> placed = placings.within(memory, now);
    if (!placed.isEmpty()) {
      long refused = placed.stream().mapToLong(Sample::value).sum();
      readings.put(Kind.REJECTS, new Reading(refused * PERCENT / placed.size(), placed.size()));
    }
    putLines(readings, now);
    int left = budgetLeft.getAsInt();
    if (left >= 0) {
      readings.merge(Kind.BUDGET, new Reading(left, 1), Pulse::less);
    }
    readings.put(Kind.SESSION, new Reading(downs.within(memory, now).size(), 1));
    readings.put(Kind.DRIFT, new Reading(oddities.within(memory, now).size(), 1));
    return readings;
  }

  /** The per cent that failed, where one that is half as old as the window counts half. */
  private static long weighted(List<Sample> samples, long window, long now) {
    long whole = 0;
    long failed = 0;
    for (Sample sample : samples) {
      // In millionths, and never nothing: what is in the window is in the sum.
      long weight = Math.max(1, 1_000_000 - (now - sample.atNanos()) / (window / 1_000_000));
      whole += weight;
      failed += weight * sample.value();
    }
    return failed * PERCENT / whole;
  }

  private static long rank(List<Sample> samples) {
    long[] sorted = samples.stream().mapToLong(Sample::value).sorted().toArray();
    return sorted[Math.ceilDiv(sorted.length * RANK_PERCENT, PERCENT) - 1];
  }

  private static long millis(long nanos) {
    return nanos / 1_000_000;
  }

  /**
   * The stream that was silent for longest, and the smallest budget. Requests are a channel that
   * speaks only when it is asked, so silence says nothing of it unless it is lost.
   */
  private void putLines(Map<Kind, Reading> readings, long now) {
    lines.forEach((channel, line) -> {
      if (line.told && (line.lost || channel != Channel.REQUESTS)) {
        long age = Math.max(0, millis(now - line.heardNanos));
        readings.merge(Kind.FEED, new Reading(age, 1), Pulse::more);
      }
      if (line.leftPercent >= 0 && now - line.resetsNanos < 0) {
        readings.merge(Kind.BUDGET, new Reading(line.leftPercent, 1), Pulse::less);
      }
    });
  }

  private static Reading more(Reading one, Reading other) {
    return one.value() >= other.value() ? one : other;
  }

  private static Reading less(Reading one, Reading other) {
    return one.value() <= other.value() ? one : other;
  }

  /** What has failed so far no longer counts: the breaker has answered it. */
  void forgive() {
    requests.clear();
    answers.clear();
    placings.clear();
    inARow.set(0);
  }
}
