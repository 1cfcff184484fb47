// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.routing;

import dev.fairlead.message.Capabilities.Pause;
import dev.fairlead.message.OperatorAction.Routing.Share;
import dev.fairlead.message.RouteCandidate.Figures;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.Side;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import dev.fairlead.state.TrackRecord;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an order may expect at an account. Pure. */
public final class Estimate {
  /** After so many executions what fees were measured is believed. */
  private static final int MEASURED = 10;

  private static final long PPB_OF_PPM = 1000;

  /** A billionth, in the nanos of a per cent. */
  private static final long PERCENT_NANOS = 100;

  private Estimate() {}

  /**
   * What strategies compare of it.
   *
   * @param touch the price that the order would meet there; null where nobody knows
   * @param health of its link, from 0 to 100
   */
  public static Figures of(
      Roster roster,
      BrokerAccount account,
      OrderRequest request,
      Instrument instrument,
      @Nullable Price touch,
      int health) {
    TrackRecord record = roster.record(account);
    Share share = roster.share(account);
    long fee = record.fills() >= MEASURED ? record.feePpb() : share.feePpm() * PPB_OF_PPM;
    return new Figures(
        expected(request, instrument, touch, fee, record.slippagePpb()),
        record.slippagePpb(),
        fee,
        record.filledPpm(),
        record.rejectedPpm(),
        record.latencyMicros(),
        roster.outstanding(account),
        share.weight(),
        record.lastUsed(),
        record.lastTurn(),
        health);
  }

  /** In whole ticks against us: less than that nobody can promise. */
  private static @Nullable Price expected(
      OrderRequest request,
      Instrument instrument,
      @Nullable Price touch,
      long feePpb,
      long slippagePpb) {
    Price price = plain(request, touch != null && touch.isPositive() ? touch : null);
    if (price == null || !price.isPositive()) {
      return null;
    }
    boolean slips = request.terms() instanceof OrderTerms.Market;
    long worsePpb = feePpb + (slips ? slippagePpb : 0);
    boolean buys = request.side() == Side.BUY;
    try {
      Percent share = new Percent((buys ? worsePpb : -worsePpb) * PERCENT_NANOS);
      RoundingMode against = buys ? RoundingMode.CEILING : RoundingMode.FLOOR;
      Price paid = price.plus(price.times(share, against));
      return paid.roundTo(instrument.ticks().incrementAt(price), against);
    } catch (ArithmeticException beyond) {
      return null;
    }
  }

  /** Before slippage and fees. */
  private static @Nullable Price plain(OrderRequest request, @Nullable Price touch) {
    return switch (request.terms()) {
      case OrderTerms.Market _, OrderTerms.TrailingAmount _, OrderTerms.TrailingPercent _ -> touch;
      case OrderTerms.Limit(Price limit) -> atBest(request.side(), limit, touch);
      case OrderTerms.StopLimit(Price _, Price limit) -> limit;
      case OrderTerms.Stop(Price stop) -> stop;
    };
  }

  private static Price atBest(Side side, Price limit, @Nullable Price touch) {
    if (touch == null) {
      return limit;
    }
    return side == Side.BUY ? Price.min(limit, touch) : Price.max(limit, touch);
  }

  /** Why the account takes nothing at {@code now}; null if it does. */
  public static @Nullable String pause(List<Pause> pauses, Instant now) {
    for (Pause pause : pauses) {
      LocalTime time = now.atZone(pause.zone()).toLocalTime();
      boolean later = !time.isBefore(pause.from());
      boolean sooner = time.isBefore(pause.to());
      boolean within = pause.from().isBefore(pause.to()) ? later && sooner : later || sooner;
      if (within) {
        return "it takes nothing until " + pause.to() + " " + pause.zone() + ": " + pause.why();
      }
    }
    return null;
  }
}
