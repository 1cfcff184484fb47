// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.feed;

import dev.fairlead.market.Trade;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A market that repeats recorded quotes and trades. The first recorded instant is played when it
 * starts, the rest as {@link Playback} says; at the end of the recording the last quotes stay and
 * trading ends. Prices are as recorded: splits are not undone. Immutable.
 *
 * <p>All instants are those at which something is played, so the history begins with the replay,
 * and a faster replay has more in each minute. Who took a recorded trade is not recorded; it is
 * told by the quote in force, as Lee and Ready do: above the middle it was a buyer, below it a
 * seller, and at it the one whose way the price went. Trades of times in which no quote was
 * recorded are not played.
 */
public final class ReplayMarket implements Market {
  /** The slowest replay, and the smallest step between two speeds. */
  public static final BigDecimal MIN_SPEED = new BigDecimal("0.001");

  /** The fastest replay: a trading day in some six seconds. */
  public static final BigDecimal MAX_SPEED = new BigDecimal("10000");

  private final List<Instrument> instruments;
  private final Map<Symbol, QuoteTape> tapes = new TreeMap<>();
  private final Map<Symbol, TradeTape> prints = new TreeMap<>();
  private final Playback playback;

  /**
   * That recording, from its beginning at {@code startedAt}.
   *
   * @param speed how many recorded seconds pass in one, {@link #MIN_SPEED} to {@link #MAX_SPEED},
   *     at most three decimals
   * @throws IllegalArgumentException if there is nothing to play, or at no such speed
   */
  public ReplayMarket(Recording recording, Instant startedAt, BigDecimal speed) {
    requireSpeed(speed);
    recording.quotes().stream()
        .filter(tape -> tape.size() > 0)
        .forEach(tape -> this.tapes.put(tape.symbol(), tape));
    if (this.tapes.isEmpty()) {
      throw new IllegalArgumentException("the recording has no quotes");
    }
    this.instruments = this.tapes.keySet().stream().map(Listings::recorded).toList();
    this.playback =
        new Playback(this.tapes.values(), startedAt, speed.movePointRight(3).intValueExact());
    for (TradeTape tape : recording.trades()) {
      if (this.tapes.containsKey(tape.symbol())) {
        prints.put(tape.symbol(), tape.playing(playback::plays));
      }
    }
  }

  /** Refuses a speed that no replay can have. */
  public static void requireSpeed(BigDecimal speed) {
    boolean possible =
        speed.compareTo(MIN_SPEED) >= 0
            && speed.compareTo(MAX_SPEED) <= 0
            && speed.remainder(MIN_SPEED).signum() == 0;
    if (!possible) {
      throw new IllegalArgumentException(
          "speed "
              + speed
              + " must be "
              + MIN_SPEED
              + " to "
              + MAX_SPEED
              + " in steps of "
              + MIN_SPEED);
    }
  }

  @Override
  public List<Instrument> instruments() {
    return instruments;
  }

  @Override
  public Optional<Quote> quote(Symbol symbol, Instant at) {
    @Nullable QuoteTape tape = tapes.get(symbol);
    int index = tape == null ? -1 : tape.latest(playback.recorded(at));
    return tape == null || index < 0
        ? Optional.empty()
        : Optional.of(tape.quote(index, playback.playedAt(tape.at(index)).orElseThrow()));
  }

  @Override
  public Optional<Instant> nextChange(Symbol symbol, Instant at) {
    @Nullable QuoteTape tape = tapes.get(symbol);
    if (tape == null) {
      return Optional.empty();
    }
    int next = tape.latest(playback.recorded(at)) + 1;
    return next < tape.size() ? playback.playedAt(tape.at(next)) : Optional.empty();
  }

  @Override
  public Series<Quote> quotes(Symbol symbol) {
    @Nullable QuoteTape tape = tapes.get(symbol);
    return tape == null ? Series.empty() : new TapeSeries<>(tape, playback, tape::quote);
  }

  @Override
  public Series<Trade> trades(Symbol symbol) {
    @Nullable QuoteTape quotes = tapes.get(symbol);
    @Nullable TradeTape tape = prints.get(symbol);
    return tape == null || quotes == null
        ? Series.empty()
        : new TapeSeries<>(tape, playback, (index, at) -> tape.trade(index, at, quotes));
  }

  @Override
  public Instant marketTime(Instant at) {
    return playback.recorded(at);
  }

  @Override
  public Optional<Instant> reached(Instant marketTime) {
    return playback.playedAt(marketTime);
  }

  @Override
  public Optional<Instant> end() {
    return Optional.of(playback.end());
  }
}
