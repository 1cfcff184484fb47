// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.broker.Known;
import dev.fairlead.engine.OrderEngine;
import dev.fairlead.journal.Journal;
import dev.fairlead.journal.JournalException;
import dev.fairlead.journal.JournalException.Category;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.state.EngineState;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Brings an engine to the end of the journal. Replay is silent: the effects of the past are not
 * done again (I-05).
 */
final class Recovery {
  private Recovery() {}

  /**
   * Replays the journal.
   *
   * @param seen the last input that somebody else has seen; asked after the replay
   */
  static Recovered recover(Journal journal, LongSupplier seen) {
    EngineState start = journal.snapshot(Long.MAX_VALUE);
    OrderEngine engine = new OrderEngine(start);
    Recent recent = new Recent(start.sequence());
    journal.replay(start.sequence(), input -> recent.onOutcome(engine.apply(input)));
    requireReaches(journal, seen.getAsLong());
    return new Recovered(engine, start.sequence(), recent);
  }

  /** What anybody has seen was durable before: if the journal has it not, the journal lost it. */
  static void requireReaches(Journal journal, long seen) {
    if (seen > journal.lastSequence()) {
      throw new JournalException(
          Category.DAMAGED,
          "The journal ends at input "
              + journal.lastSequence()
              + ", but what was built from it has seen input "
              + seen
              + ": restore the journal; if it is the right one, rebuild the store");
    }
  }

  /** Inputs that were applied by newer rules would lead elsewhere by these (J-10). */
  static void requireKnownRules(EngineState state) {
    if (state.engineVersion() > OrderEngine.VERSION) {
      throw new JournalException(
          Category.TOO_NEW,
          "The journal was written by rules of version "
              + state.engineVersion()
              + ", this program knows them up to version "
              + OrderEngine.VERSION
              + ": upgrade it");
    }
  }

  /** What the book remembers of a broker account: where its link goes on from. */
  static Known known(EngineState book, BrokerAccount account) {
    return new Known(
        book.placements().stream()
            .filter(each -> each.account().equals(account) && each.status().isLive())
            .toList(),
        book.positions().stream().filter(each -> each.account().equals(account)).toList(),
        book.balances().stream().filter(each -> each.account().equals(account)).toList(),
        book.links().stream()
            .filter(each -> each.account().equals(account))
            .findFirst()
            .map(known -> known.heard(book.at()))
            .orElse(Instant.EPOCH),
        book.carried(account));
  }
}
