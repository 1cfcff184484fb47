// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.valuation;

import dev.fairlead.message.MovementKind;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.store.Moment;
import dev.fairlead.store.Moment.Flow;
import dev.fairlead.store.Moment.FlowQuery;
import dev.fairlead.store.Moment.Move;
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
 * The dollars and the units that came and went without a fill, oldest first, what accounts were
 * opened with apart. What a broker entered before the first of them was opened counts as if it had
 * come right then.
 *
 * @param opening the first flow of each broker account of the first day. One that is added later
 *     brings money in like any other flow
 * @param later all others
 * @param isOpenedWithUnits whether units were held already on the first day
 * @param moves units, but for those
 */
record Flows(List<Flow> opening, List<Flow> later, boolean isOpenedWithUnits, List<Move> moves) {
  private static final Duration FIRST_DAY = Duration.ofDays(1);

  private record Purse(BrokerAccount account, Currency currency) {}

  static Flows of(Moment rows) {
    List<Flow> opening = new ArrayList<>();
    List<Flow> later = new ArrayList<>();
    Set<Purse> opened = new LinkedHashSet<>();
    for (Flow flow : all(rows)) {
      boolean first = opened.add(new Purse(flow.account(), flow.amount().currency()));
      if (flow.amount().currency().equals(PastBook.CURRENCY)) {
        (first && isOfFirstDay(flow.at(), opening) ? opening : later).add(flow);
      }
    }
    List<Move> held = new ArrayList<>();
    List<Move> moves = new ArrayList<>();
    rows.eachMove(move -> {
      boolean first = move.move().kind() == MovementKind.OPENING;
      (first && isOfFirstDay(move.at(), opening) ? held : moves).add(move);
    });
    Instant begin = opening.isEmpty() ? Instant.MIN : opening.getFirst().at();
    later.replaceAll(flow -> flow.at().isBefore(begin) ? at(flow, begin) : flow);
    later.sort(Comparator.comparing(Flow::at).thenComparing(Flow::place));
    moves.replaceAll(
        move -> move.at().isBefore(begin) ? new Move(move.place(), begin, move.move()) : move);
    return new Flows(opening, later, !held.isEmpty(), moves);
  }

  private static Flow at(Flow flow, Instant at) {
    return new Flow(
        flow.place(), at, flow.account(), flow.amount(), flow.cause(), flow.kind(), flow.symbol());
  }

  private static boolean isOfFirstDay(Instant at, List<Flow> opening) {
    return opening.isEmpty() || at.isBefore(opening.getFirst().at().plus(FIRST_DAY));
  }

  /** As they were booked. */
  private static List<Flow> all(Moment rows) {
    List<Flow> all = new ArrayList<>();
    List<Flow> page = rows.flows(FlowQuery.all());
    while (!page.isEmpty()) {
      all.addAll(page);
      page = rows.flows(FlowQuery.all().past(page.getLast().place()));
    }
    all.sort(Comparator.comparing(Flow::place));
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

  /** The money that it began with. */
  Money openingBalance() {
    return opening.stream().map(Flow::amount).reduce(Money.zero(PastBook.CURRENCY), Money::plus);
  }
}
