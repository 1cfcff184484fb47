// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.PlacementId;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PassagesTest {
  private final Passages passages = new Passages();

  private static PlacementId id(long count) {
    return PlacementId.of(7, 3, count);
  }

  @Test
  void theNewestAreAllFoundAndNoneBeforeThem() {
    int all = 3 * Passages.KEPT;
    for (int i = 0; i < all; i++) {
      passages.begin(id(i), i, i + 1, i + 2);
    }
    IntStream.range(0, all - Passages.KEPT)
        .forEach(i -> assertThat(passages.find(id(i))).as("%d", i).isEmpty());
    IntStream.range(all - Passages.KEPT, all)
        .forEach(i ->
            assertThat(passages.find(id(i)).map(Passage::askedNanos))
                .as("%d", i)
                .hasValue((long) i));
  }

  @Test
  void whatComesTooLateForOneIsNotTakenForAnother() {
    passages.begin(id(1), 10, 20, 30);
    passages.begin(id(1 + Passages.KEPT), 110, 120, 130);
    passages.handed(id(1), 40);
    passages.answered(id(1), 50);
    assertThat(passages.find(id(1 + Passages.KEPT)))
        .hasValue(new Passage(110, 120, 130, HopClock.NEVER, HopClock.NEVER));
  }

  @Test
  void hopsAreBetweenWhatIsKnown() {
    passages.begin(id(1), HopClock.NEVER, 20, 35);
    passages.answered(id(1), 90);
    Passage waiting = passages.find(id(1)).orElseThrow();
    assertThat(waiting.took(Hop.ACCEPT)).isEmpty();
    assertThat(waiting.took(Hop.JOURNAL)).hasValue(Duration.ofNanos(15));
    assertThat(waiting.took(Hop.SEND)).isEmpty();
    assertThat(waiting.took(Hop.ACKNOWLEDGE)).isEmpty();
    passages.handed(id(1), 40);
    Passage done = passages.find(id(1)).orElseThrow();
    assertThat(done.took(Hop.SEND)).hasValue(Duration.ofNanos(5));
    assertThat(done.took(Hop.ACKNOWLEDGE)).hasValue(Duration.ofNanos(50));
    assertThat(done.total()).isEqualTo(Duration.ofNanos(70));
  }

  @Test
  void anIdThatIsNotOursHasAPlaceToo() {
    PlacementId foreign = new PlacementId("somebody else's");
    passages.begin(foreign, 1, 2, 3);
    assertThat(passages.find(foreign)).isPresent();
    assertThat(passages.find(id(1))).isEmpty();
  }
}
