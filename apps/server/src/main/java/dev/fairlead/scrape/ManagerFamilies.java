// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.scrape;

import static dev.fairlead.scrape.Family.counter;
import static dev.fairlead.scrape.Family.gauge;
import static dev.fairlead.scrape.Family.label;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.notice.EventName;
import dev.fairlead.observe.Observations;
import dev.fairlead.observe.OpenDoubt;
import dev.fairlead.observe.Queue;
import dev.fairlead.observe.Variants;
import dev.fairlead.reconcile.Drift;
import dev.fairlead.reconcile.Reconciliation;
import dev.fairlead.scrape.Family.Label;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the gateway decided, what is open, what waits, and where book and brokers differ. */
final class ManagerFamilies {
  private static final String ACCOUNT = "broker_account";

  private ManagerFamilies() {}

  /** The decisions and what is open at {@code now}. */
  static Stream<Family> of(Observations seen, Instant now) {
    return Stream.of(
            Stream.of(routed(seen.choices())),
            Stream.of(
                events(seen.events()),
                counts(
                    counter("fairlead_denials_total", "Commands that were denied, by reason."),
                    "reason",
                    seen.denials())),
            Stream.of(doubts(seen, now)),
            queues(seen.queues()),
            disk(seen))
        .flatMap(part -> part);
  }

  private static Family routed(List<Observations.Choice> choices) {
    Family family =
        counter("fairlead_routed_total", "Orders by the account they went to and what chose it.");
    choices.forEach(choice ->
        family.sample(
            choice.count(),
            label(ACCOUNT, choice.account()),
            label("strategy", choice.strategy())));
    return family;
  }

  private static Family events(Map<EventName, Long> counts) {
    Family family =
        counter("fairlead_events_total", "What happened to orders and to the gateway, by name.");
    counts.forEach((name, count) -> family.sample(count, label("event", name.word())));
    return family;
  }

  private static Family counts(Family family, String by, Map<String, Long> counts) {
    counts.forEach((word, count) -> family.sample(count, label(by, word)));
    return family;
  }

  /** Every account that could be routed to, with each age: an alarm needs its zero. */
  private static Family doubts(Observations seen, Instant now) {
    Family family =
        gauge("fairlead_doubts_open", "Requests of which nobody knows what became, by their age.");
    List<OpenDoubt> open = seen.doubts();
    seen.choices().stream()
        .map(Observations.Choice::account)
        .distinct()
        .forEach(account -> {
          for (OpenDoubt.Age age : OpenDoubt.Age.values()) {
            long count =
                open.stream()
                    .filter(doubt -> doubt.account().equals(account) && doubt.age(now) == age)
                    .count();
            family.sample(count, label(ACCOUNT, account), label("age", word(age)));
          }
        });
    return family;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Stream<Family> queues(List<Queue> queues) {
    Family waiting = gauge("fairlead_queue_waiting", "How many wait in a queue.");
    Family limit = gauge("fairlead_queue_limit", "How many may.");
    Family refused =
        counter("fairlead_queue_refused_total", "How many found a queue full and were refused.");
    for (Queue queue : queues) {
      Label[] labels = {
        label("queue", queue.name()),
        label(ACCOUNT, queue.account().map(BrokerAccount::toString).orElse(""))
      };
      waiting.sample(queue.waiting(), labels);
      limit.sample(queue.limit(), labels);
      refused.sample(queue.refused(), labels);
    }
    return Stream.of(waiting, limit, refused);
  }

  private static Stream<Family> disk(Observations seen) {
    Family usable =
        gauge("fairlead_disk_usable_bytes", "What may still be written where the journal is.");
    Family total = gauge("fairlead_disk_bytes", "The size of that disk.");
    seen.disk()
        .ifPresent(disk -> {
          usable.sample(disk.usable());
          total.sample(disk.total());
        });
    return Stream.of(usable, total);
  }

  /** Only what was seen twice in a row: one look may fall between a fill and its news. */
  static Stream<Family> drift(List<Reconciliation> all) {
    Family drifts = gauge("fairlead_drifts", "What the book and the broker differ in, by kind.");
    Family stake =
        gauge("fairlead_drift_at_stake", "What of it has a price comes to, by currency.");
    Family at =
        gauge(
            "fairlead_reconciled_timestamp_seconds",
            "When the book was last held against what the broker told.");
    Family complete =
        gauge("fairlead_reconciled_complete", "1 where the broker had told all of it.");
    for (Reconciliation found : all) {
      Label account = label(ACCOUNT, found.account());
      List<Reconciliation.Standing> standing =
          found.drifts().stream().filter(Reconciliation.Standing::isConfirmed).toList();
      for (String kind : Variants.words(Drift.class)) {
        drifts.sample(
            standing.stream().filter(each -> Variants.word(each.drift()).equals(kind)).count(),
            account,
            label("kind", kind));
      }
      worth(standing)
          .forEach((currency, sum) ->
              stake.sample(sum.toPlainString(), account, label("currency", currency)));
      found.at().ifPresent(when -> at.sample(when, account));
      complete.sample(found.at().isPresent() && found.gap().isEmpty(), account);
    }
    return Stream.of(drifts, stake, at, complete);
  }

  private static Map<String, BigDecimal> worth(List<Reconciliation.Standing> standing) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    standing.stream()
        .flatMap(each -> each.atStake().stream())
        .forEach(money ->
            sums.merge(money.currency().code(), new BigDecimal(money.amount()), BigDecimal::add));
    return sums;
  }
}
