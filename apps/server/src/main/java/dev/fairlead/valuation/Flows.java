// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.valuation;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.store.Moment;
import dev.fairlead.store.Moment.Flow;
import dev.fairlead.store.Moment.FlowQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The dollars that came and went, oldest first, the opening balances apart.
 *
 * @param opening the first flow of each broker account of the first day. One that is added later
 *     brings money in like any other flow
 * @param later all others
 */
record Flows(List<Flow> opening, List<Flow> later) {
  private static final Duration FIRST_DAY = Duration.ofDays(1);

  private record Purse(BrokerAccount account, Currency currency) {}

  static Flows of(Moment rows) {
    List<Flow> opening = new ArrayList<>();
    List<Flow> later = new ArrayList<>();
    Set<Purse> opened = new LinkedHashSet<>();
    for (Flow flow : all(rows)) {
      boolean first = opened.add(new Purse(flow.account(), flow.amount().currency()));
      if (flow.amount().currency().equals(PastBook.CURRENCY)) {
        (first && isOfFirstDay(flow, opening) ? opening : later).add(flow);
      }
    }
    return new Flows(opening, later);
  }

  private static boolean isOfFirstDay(Flow flow, List<Flow> opening) {
    return opening.isEmpty() || flow.at().isBefore(opening.getFirst().at().plus(FIRST_DAY));
  }

  private static List<Flow> all(Moment rows) {
    List<Flow> all = new ArrayList<>();
    List<Flow> page = rows.flows(FlowQuery.all());
    while (!page.isEmpty()) {
      all.addAll(page);
      page = rows.flows(FlowQuery.all().past(page.getLast().place()));
    }
    return all;
  }

  /** All that came and went from {@code start} on, oldest first, opening balances too. */
  Deque<Flow> since(Instant start) {
    return Stream.concat(opening.stream(), later.stream())
        .filter(flow -> !flow.at().isBefore(start))
        .sorted(Comparator.comparing(Flow::at).thenComparing(Flow::place))
        .collect(Collectors.toCollection(ArrayDeque::new));
  }

  /** When the account came to be. */
  Optional<Instant> opened() {
    return opening.stream().findFirst().map(Flow::at);
  }

  /** What it began with. */
  Money openingBalance() {
    return opening.stream().map(Flow::amount).reduce(Money.zero(PastBook.CURRENCY), Money::plus);
  }
}
