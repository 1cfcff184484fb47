// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.Principal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventPagesTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("I-32 a principal's events are found from any instant on, as a scan would find them")
  void theLastEventBeforeAnInstantIsFound() {
    List<Outcome> outcomes = new RandomTrading(8).outcomes(600);
    Map<Principal, List<Instant>> told = new TreeMap<>((a, b) -> a.keyId().compareTo(b.keyId()));
    for (Outcome outcome : outcomes) {
      outcome.events().stream()
          .filter(OrderEvent.class::isInstance)
          .map(event -> ((OrderEvent) event).order().principal())
          .forEach(who -> told.computeIfAbsent(who, _ -> new ArrayList<>()).add(outcome.at()));
    }
    try (Store store = Store.open(folder.resolve("store.db"))) {
      store.apply(outcomes);
      assertThat(store.lastEvent(new Principal("nobody"))).isZero();
      assertThat(store.lastEventBefore(new Principal("nobody"), Instant.MAX)).isZero();
      assertThat(told).isNotEmpty();
      told.forEach((who, times) -> {
        assertThat(store.lastEvent(who)).isEqualTo(times.size());
        List<Instant> asked = new ArrayList<>(times.subList(0, Math.min(50, times.size())));
        asked.add(Instant.parse("2000-01-01T00:00:00Z"));
        asked.add(Instant.parse("9000-01-01T00:00:00Z"));
        for (Instant at : asked) {
          for (Instant near : List.of(at.minusNanos(1), at, at.plusNanos(1))) {
            long scanned = times.stream().filter(time -> time.isBefore(near)).count();
            assertThat(store.lastEventBefore(who, near)).isEqualTo(scanned);
          }
        }
      });
    }
  }
}
