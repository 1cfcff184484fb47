// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.state;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Side;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an account has done, as far as routing looks at it. Averages are moving ones: each new value
 * counts for a {@value #MEMORY}th, so that what was long ago is forgotten; the first ones count
 * alike. Pure; each change gives another record.
 *
 * @param lastUsed the input with which a strategy last chose it; 0 for never
 * @param lastTurn the same by round-robin
 * @param answers orders that were answered, and {@code latencyMicros} their average time
 * @param decided orders that were taken or rejected, and {@code rejectedPpm} the rejected of them
 * @param ended orders that were filled, or ended without their client's cancel, and {@code
 *     filledPpm} the filled of them
 * @param fills executions, and {@code feePpb} their average fee, in billionths of their value
 * @param slips executions of market orders whose market was known, and {@code slippagePpb} how much
 *     worse they were than that, in billionths of the price
 */
public record TrackRecord(
    BrokerAccount account,
    long lastUsed,
    long lastTurn,
    long answers,
    long latencyMicros,
    long decided,
    long rejectedPpm,
    long ended,
    long filledPpm,
    long fills,
    long feePpb,
    long slips,
    long slippagePpb) {
  private static final int MEMORY = 32;
  private static final long ALL_PPM = 1_000_000;
  private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

  /** No single value counts for more than the whole price, or an hour. */
  private static final BigInteger MOST_PPB = BILLION;

  private static final Duration LONGEST = Duration.ofHours(1);

  /** Of one that was never used: the best is assumed, so that it will be. */
  public static TrackRecord of(BrokerAccount account) {
    return new TrackRecord(account, 0, 0, 0, 0, 0, 0, 0, ALL_PPM, 0, 0, 0, 0);
  }

  /** It was chosen with the input {@code sequence}. */
  public TrackRecord used(long sequence, boolean turn) {
    return new TrackRecord(
        account,
        sequence,
        turn ? sequence : lastTurn,
        answers,
        latencyMicros,
        decided,
        rejectedPpm,
        ended,
        filledPpm,
        fills,
        feePpb,
        slips,
        slippagePpb);
  }

  /** An order that was sent at {@code sent} was answered. */
  public TrackRecord answered(Instant sent, Instant at) {
    Duration took = Duration.between(sent, at);
    long micros = (took.compareTo(LONGEST) < 0 ? took : LONGEST).toNanos() / 1000;
    return new TrackRecord(
        account,
        lastUsed,
        lastTurn,
        answers + 1,
        average(latencyMicros, answers, micros),
        decided,
        rejectedPpm,
        ended,
        filledPpm,
        fills,
        feePpb,
        slips,
        slippagePpb);
  }

  /** An order was taken, or rejected. */
  public TrackRecord decided(boolean rejected) {
    return new TrackRecord(
        account,
        lastUsed,
        lastTurn,
        answers,
        latencyMicros,
        decided + 1,
        average(rejectedPpm, decided, rejected ? ALL_PPM : 0),
        ended,
        filledPpm,
        fills,
        feePpb,
        slips,
        slippagePpb);
  }

  /** An order was filled, or ended without being so. */
  public TrackRecord ended(boolean filled) {
    return new TrackRecord(
        account,
        lastUsed,
        lastTurn,
        answers,
        latencyMicros,
        decided,
        rejectedPpm,
        ended + 1,
        average(filledPpm, ended, filled ? ALL_PPM : 0),
        fills,
        feePpb,
        slips,
        slippagePpb);
  }

  /** Something executed; {@code touch} is the market that a market order saw, null for others. */
  public TrackRecord executed(Fill fill, @Nullable Price touch) {
    return touch != null && touch.isPositive()
        ? executed(fill, slips + 1, average(slippagePpb, slips, slippage(fill, touch)))
        : executed(fill, slips, slippagePpb);
  }

  private TrackRecord executed(Fill fill, long nowSlips, long nowSlippagePpb) {
    return new TrackRecord(
        account,
        lastUsed,
        lastTurn,
        answers,
        latencyMicros,
        decided,
        rejectedPpm,
        ended,
        filledPpm,
        fills + 1,
        average(feePpb, fills, fee(fill)),
        nowSlips,
        nowSlippagePpb);
  }

  private static long fee(Fill fill) {
    long value =
        Notional.of(fill.price(), fill.quantity())
            .toMoney(fill.fee().currency(), RoundingMode.DOWN)
            .micros();
    return value <= 0 ? 0 : ppb(fill.fee().micros(), value);
  }

  private static long slippage(Fill fill, Price touch) {
    long worse =
        fill.side() == Side.BUY
            ? fill.price().nanos() - touch.nanos()
            : touch.nanos() - fill.price().nanos();
    return ppb(worse, touch.nanos());
  }

  private static long ppb(long part, long whole) {
    BigInteger ratio = BigInteger.valueOf(part).multiply(BILLION).divide(BigInteger.valueOf(whole));
    return ratio.min(MOST_PPB).max(MOST_PPB.negate()).longValueExact();
  }

  private static long average(long before, long count, long value) {
    return before + (value - before) / Math.min(count + 1, MEMORY);
  }
}
