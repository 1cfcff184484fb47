// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stamp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.OrderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class OrderIdsTest {
  private static final Instant NOW = Instant.parse("2026-01-05T14:30:00Z");

  @Test
  void idsAreInOrderOfTimeAndNeverTheSame() {
    OrderIds ids = new OrderIds(() -> NOW);
    List<String> made = Stream.generate(() -> ids.next().toString()).limit(10_000).toList();
    assertThat(made).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void anIdIsAVersion7UuidThatBeginsWithTheTime() {
    UUID id = new OrderIds(() -> NOW).next().value();
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void aClockThatIsSetBackMakesNoIdTwice() {
    List<Instant> clock = new ArrayList<>(List.of(NOW, NOW.minusSeconds(3_600), NOW));
    OrderIds ids = new OrderIds(clock::removeFirst);
    List<OrderId> made = List.of(ids.next(), ids.next(), ids.next());
    assertThat(made).doesNotHaveDuplicates();
  }

  @Test
  void anotherProcessAtTheSameInstantMakesOtherIds() {
    assertThat(new OrderIds(() -> NOW).next()).isNotEqualTo(new OrderIds(() -> NOW).next());
  }
}
