// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.scrape;

import static dev.fairlead.scrape.Family.gauge;
import static dev.fairlead.scrape.Family.label;

import dev.fairlead.doubt.Doubt;
import dev.fairlead.doubt.Doubt.Level;
import dev.fairlead.doubt.Trust;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.operator.OpenDoubt;
import dev.fairlead.operator.Operator;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is in doubt, by account and by how long it has lasted. */
final class DoubtFamilies {
  private DoubtFamilies() {}

  static Stream<Family> of(List<BrokerAccount> accounts, Operator operator) {
    List<Doubt> open =
        operator.doubts().stream().map(OpenDoubt::about).map(c -> c.doubt()).toList();
    List<Trust> trusts = operator.trusts();
    Family count =
        gauge(
            "fairlead_doubts",
            "Requests that nobody can tell the outcome of, by how loud that is told.");
    Family oldest =
        gauge("fairlead_doubt_oldest_timestamp_seconds", "When the oldest of them began.");
    Family reduceOnly =
        gauge(
            "fairlead_broker_reduce_only",
            "1 while an account is not believed, and takes only what makes positions smaller.");
    for (BrokerAccount account : accounts) {
      Family.Label of = label("broker_account", account);
      List<Doubt> here = open.stream().filter(doubt -> doubt.account().equals(account)).toList();
      for (Level level : Level.values()) {
        long many = here.stream().filter(doubt -> doubt.level() == level).count();
        count.sample(many, of, label("level", level.name().toLowerCase(Locale.ROOT)));
      }
      here.stream()
          .map(Doubt::since)
          .min(Instant::compareTo)
          .ifPresent(since -> oldest.sample(since, of));
      boolean caught =
          trusts.stream().anyMatch(each -> each.account().equals(account) && each.isReduceOnly());
      reduceOnly.sample(caught ? 1 : 0, of);
    }
    return Stream.of(count, oldest, reduceOnly);
  }
}
