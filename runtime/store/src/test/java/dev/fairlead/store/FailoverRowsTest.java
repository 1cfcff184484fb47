// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.Event.FailedOver;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.BrokerAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which accounts acted comes back as it was told, page by page. */
final class FailoverRowsTest {
  private static final Instant START = Instant.parse("2026-11-22T14:30:00Z");

  @TempDir Path data;

  @Test
  void keepsWhichAccountsActed() {
    Values values = new Values(50);
    List<Outcome> outcomes = new ArrayList<>();
    List<FailedOver> told = new ArrayList<>();
    for (int i = 1; i <= 40; i++) {
      Instant at = START.plus(Duration.ofSeconds(i));
      BrokerAccount from = values.account();
      FailedOver event = new FailedOver(from, values.acting(at));
      told.add(event);
      outcomes.add(new Outcome(i, at, null, List.of(event), List.of()));
    }
    try (Store store = Store.open(data.resolve("store.db"))) {
      store.apply(outcomes);
      List<FailedOver> stored = new ArrayList<>();
      EventPlace past = null;
      do {
        EventPlace from = past;
        List<StoredEvent<FailedOver>> page = store.at(moment -> moment.failovers(from, 7));
        page.forEach(one -> stored.addFirst(one.event()));
        past = page.isEmpty() ? null : page.getLast().place();
      } while (past != null);
      assertThat(stored).isEqualTo(told);
    }
  }
}
