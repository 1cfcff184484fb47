// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.feed.SyntheticMarket;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Side;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueTest {
  private static final Instant START = Instant.parse("2026-03-02T15:00:00Z");
  private static final Comparator<OpenPlacement> BY_LIMIT =
      Comparator.<OpenPlacement, Price>comparing(each -> each.limit().orElseThrow())
          .reversed()
          .thenComparingLong(OpenPlacement::sequence);
  private static final Comparator<OpenPlacement> BY_DEADLINE =
      Comparator.comparing(OpenPlacement::deadline).thenComparingLong(OpenPlacement::sequence);

  private static OpenPlacement buy(long limit, Instant deadline, long sequence) {
    Instrument instrument = new SyntheticMarket(1).instruments().getFirst();
    OrderRequest request =
        new OrderRequest(
            instrument.symbol(),
            Side.BUY,
            new OrderSize.Units(Quantity.of(1)),
            new OrderTerms.Limit(new Price(limit)),
            TimeInForce.GTC,
            false);
    PlacementId id = new PlacementId("P" + sequence);
    Claim claim = Claim.closing(Quantity.of(1), Money.zero(instrument.currency()));
    OpenPlacement placement =
        new OpenPlacement(id, id.text(), instrument, request, claim, deadline);
    placement.sequence(sequence);
    return placement;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whateverComesAndGoesTheOrderIsThatOfRankAndTime(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Queue limits = new Queue(Queue.Order.BY_LIMIT);
    Queue deadlines = new Queue(Queue.Order.BY_DEADLINE);
    List<OpenPlacement> open = new ArrayList<>();
    for (int step = 0; step < 1000; step++) {
      boolean gone = !open.isEmpty() && random.nextInt(5) < 2;
      OpenPlacement placement =
          gone
              ? open.remove(random.nextInt(open.size()))
              // Not always the latest: a stop that is triggered is older than others.
              : buy(random.nextInt(9), START.plusNanos(random.nextInt(9)), random.nextLong());
      placement.queueIn(gone ? null : limits);
      placement.endIn(gone ? null : deadlines);
      if (!gone) {
        open.add(placement);
      }
      assertThat(limits.first()).isEqualTo(open.stream().min(BY_LIMIT));
      assertThat(deadlines.first()).isEqualTo(open.stream().min(BY_DEADLINE));
    }
    assertThat(limits.all()).hasSizeGreaterThan(50).isEqualTo(sorted(open, BY_LIMIT));
    assertThat(deadlines.all()).isEqualTo(sorted(open, BY_DEADLINE));
  }

  private static List<OpenPlacement> sorted(
      List<OpenPlacement> placements, Comparator<OpenPlacement> order) {
    return placements.stream().sorted(order).toList();
  }

  @Test
  void aDeadlineBeyondNanosecondsIsLast() {
    Queue deadlines = new Queue(Queue.Order.BY_DEADLINE);
    OpenPlacement endless = buy(1, Instant.MAX, 1);
    OpenPlacement mortal = buy(1, Instant.parse("2200-01-01T00:00:00Z"), 2);
    endless.endIn(deadlines);
    mortal.endIn(deadlines);
    assertThat(deadlines.all()).containsExactly(mortal, endless);
  }
}
