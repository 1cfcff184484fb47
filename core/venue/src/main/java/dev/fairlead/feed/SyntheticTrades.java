// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.feed;

import dev.fairlead.market.Trade;
import dev.fairlead.model.Side;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.function.LongFunction;

/**
 * The made-up trades of one instrument, for one reader. Somebody comes in each slot of time and
 * takes what one to four others offer, at one price: each of these is a trade, and all are of one
 * instant. Three of four trades are odd lots, less than what is displayed at least.
 */
final class SyntheticTrades implements Series<Trade> {
  private static final long COUNTS = 106;
  private static final long PRICES = 107;
  private static final long SIZES = 108;

  /** A trade's number is four times its slot's, and its place among the slot's trades. */
  private static final int PLACE_BITS = 2;

  private static final long MOST_AT_ONCE = 1L << PLACE_BITS;

  /** Of so many this many come to the bid, as many to the ask, and the rest in between. */
  private static final long PRICE_CHOICES = 16;

  private static final long AT_EACH = 7;

  /** Odd lots are in hundredths of the smallest size displayed: single shares. */
  private static final long SMALL_PARTS = 100;

  /** Others are one or a few times that size. */
  private static final long MOST_STEPS = 3;

  private static final long ODD_LOTS_AND_ONE = 4;

  private final Listing listing;
  private final Noise noise;
  private final Slots slots;
  private final LongFunction<SyntheticPath.Touch> touches;
  private final long smallStep;

  /** The slot that was looked at last; a reader mostly goes on to its other trades. */
  private long slot = Long.MIN_VALUE;

  private Instant at = Instant.MIN;
  private Price price = Price.ZERO;
  private Side taker = Side.BUY;

  /** Those of {@code listing}; {@code touches} gives the prices in force at a millisecond. */
  SyntheticTrades(
      Listing listing, Noise noise, Slots slots, LongFunction<SyntheticPath.Touch> touches) {
    this.listing = listing;
    this.noise = noise;
    this.slots = slots;
    this.touches = touches;
    this.smallStep =
        Math.max(listing.instrument().lot().nanos(), listing.sizeStep().nanos() / SMALL_PARTS);
  }

  @Override
  public long latest(Instant instant) {
    return lastOf(slots.latest(instant.toEpochMilli()));
  }

  @Override
  public long after(long number) {
    long current = number >> PLACE_BITS;
    return number < lastOf(current) ? number + 1 : slots.after(current) << PLACE_BITS;
  }

  @Override
  public long before(long number) {
    boolean isFirst = (number & (MOST_AT_ONCE - 1)) == 0;
    return isFirst ? lastOf(slots.before(number >> PLACE_BITS)) : number - 1;
  }

  /** Few are more common than many: the smaller of two draws. */
  private long lastOf(long of) {
    long both = noise.pick(COUNTS, of, MOST_AT_ONCE * MOST_AT_ONCE);
    return (of << PLACE_BITS) + Math.min(both / MOST_AT_ONCE, both % MOST_AT_ONCE);
  }

  @Override
  public Instant at(long number) {
    return Instant.ofEpochMilli(slots.millis(number >> PLACE_BITS));
  }

  @Override
  public Trade get(long number) {
    look(number >> PLACE_BITS);
    return new Trade(listing.instrument().symbol(), number, price, size(number), taker, at);
  }

  private void look(long wanted) {
    if (slot == wanted) {
      return;
    }
    long millis = slots.millis(wanted);
    SyntheticPath.Touch touch = touches.apply(millis);
    long choice = noise.pick(PRICES, wanted, PRICE_CHOICES);
    price = choice < AT_EACH ? touch.bid() : choice < 2 * AT_EACH ? touch.ask() : inside(touch);
    boolean bought = choice % 2 == 0 ? !price.equals(touch.bid()) : price.equals(touch.ask());
    taker = bought ? Side.BUY : Side.SELL;
    at = Instant.ofEpochMilli(millis);
    slot = wanted;
  }

  /** Half way between the two, on a tick; where there is none between them, the bid. */
  private Price inside(SyntheticPath.Touch touch) {
    long mid = (touch.bid().nanos() + touch.ask().nanos()) / 2;
    long tick = listing.instrument().ticks().incrementAt(new Price(mid)).nanos();
    return Price.max(new Price(mid - mid % tick), touch.bid());
  }

  private Quantity size(long number) {
    long draw = noise.pick(SIZES, number, ODD_LOTS_AND_ONE * SMALL_PARTS * MOST_STEPS);
    long part = draw / ODD_LOTS_AND_ONE;
    long step = listing.sizeStep().nanos();
    if (draw % ODD_LOTS_AND_ONE > 0) {
      return new Quantity(smallStep * (1 + part % (step / smallStep)));
    }
    long steps = 1 + Math.min(part / SMALL_PARTS, part % MOST_STEPS);
    return new Quantity(step * Math.min(steps, listing.sizeSteps()));
  }
}
