// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.reconcile;

import dev.fairlead.broker.AccountBook;
import dev.fairlead.engine.OrderEngine;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.reconcile.Reconciliation.Standing;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.function.Function;

/**
 * Holds the book against every broker account that tells what it has. An account that tells
 * nothing, such as the embedded one, whose only memory is the book, is never looked at.
 * Thread-safe.
 */
public final class Reconcilers implements AutoCloseable {
  private final List<Reconciler> all;

  /**
   * Those of {@code accounts}; none runs yet.
   *
   * @param engine reads the book between two inputs; may wait and may throw
   * @param quotes the newest quote of an instrument, which says what is at stake
   * @param instruments what is listed
   */
  public Reconcilers(
      SequencedCollection<? extends Source> accounts,
      Looking engine,
      Function<Symbol, Optional<Quote>> quotes,
      Function<Symbol, Optional<Instrument>> instruments,
      InstantSource clock) {
    Passes passes =
        new Passes(symbol ->
            quotes
                .apply(symbol)
                .flatMap(quote ->
                    instruments
                        .apply(symbol)
                        .map(listed -> new Worth(quote.mid(), listed.currency()))));
    all =
        accounts.stream()
            .map(source ->
                new Reconciler(
                    source.account(),
                    () -> source.isUp() ? source.book() : Optional.empty(),
                    () -> engine.look(state -> BookSide.of(state, source.account())),
                    passes,
                    clock))
            .toList();
  }

  /** A broker account. */
  public interface Source {
    BrokerAccount account();

    /** Whether its link is up. */
    boolean isUp();

    /** What the account tells; empty where it tells nothing. */
    Optional<AccountBook> book();
  }

  /** Reads the engine between two inputs. */
  public interface Looking {
    <T> T look(Function<OrderEngine, T> reader);
  }

  public void start() {
    all.forEach(Reconciler::start);
  }

  /** A link has come up or gone down: looks soon; never waits. */
  public void linksChanged() {
    all.forEach(Reconciler::look);
  }

  /** How the book stood against each account when it was last looked at. */
  public List<Reconciliation> all() {
    return all.stream().map(Reconciler::last).toList();
  }

  /** In how much the book and {@code account} differed, two looks in a row. */
  public int confirmed(BrokerAccount account) {
    return all.stream()
        .map(Reconciler::last)
        .filter(last -> last.account().equals(account))
        .mapToInt(last -> (int) last.drifts().stream().filter(Standing::isConfirmed).count())
        .sum();
  }

  @Override
  public void close() {
    all.forEach(Reconciler::close);
  }
}
