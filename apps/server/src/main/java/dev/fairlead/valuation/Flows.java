// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.valuation;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.store.Moment;
import dev.fairlead.store.Moment.Flow;
import dev.fairlead.store.Moment.FlowQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The dollars that came and went, oldest first, the opening balances apart.
 *
 * @param opening the first flow of each account
 * @param later all others
 */
record Flows(List<Flow> opening, List<Flow> later) {
  private record Purse(BrokerAccount account, Currency currency) {}

  static Flows of(Moment rows) {
    List<Flow> opening = new ArrayList<>();
    List<Flow> later = new ArrayList<>();
    Set<Purse> opened = new LinkedHashSet<>();
    for (Flow flow : all(rows)) {
      boolean first = opened.add(new Purse(flow.account(), flow.amount().currency()));
      if (flow.amount().currency().equals(PastBook.CURRENCY)) {
        (first ? opening : later).add(flow);
      }
    }
    return new Flows(opening, later);
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

  /** When the account came to be. */
  Optional<Instant> opened() {
    return opening.stream().findFirst().map(Flow::at);
  }

  /** What it began with. */
  Money openingBalance() {
    return opening.stream().map(Flow::amount).reduce(Money.zero(PastBook.CURRENCY), Money::plus);
  }
}
