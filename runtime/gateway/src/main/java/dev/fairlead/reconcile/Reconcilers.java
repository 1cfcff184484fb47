// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.reconcile;

import dev.fairlead.broker.AccountBook;
import dev.fairlead.engine.OrderEngine;
import dev.fairlead.message.BrokerReport.Clearance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.reconcile.Reconciliation.Standing;
import dev.fairlead.state.EngineState;
import dev.fairlead.watch.Timers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * Holds the book against every broker account that tells what it has. An account that tells
 * nothing, such as the embedded one, whose only memory is the book, is never looked at.
 * Thread-safe.
 */
public final class Reconcilers implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Reconcilers.class.getName());

  /** How often it is looked whether an account was reconciled; of a limit of two minutes. */
  private static final Duration AGING = Duration.ofSeconds(2);

  private final SequencedMap<BrokerAccount, Reconciler> all = new LinkedHashMap<>();
  private final SequencedMap<BrokerAccount, Source> sources = new LinkedHashMap<>();
  private final Timers timers = new Timers();

  /**
   * Those of {@code accounts}; none runs yet.
   *
   * @param engine reads the book between two inputs; may wait and may throw
   * @param telling has the engine know something
   * @param quotes the newest quote of an instrument, which says what is at stake
   * @param instruments what is listed
   */
  public Reconcilers(
      Collection<? extends Source> accounts,
      Looking engine,
      Telling telling,
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
    for (Source source : accounts) {
      BrokerAccount account = source.account();
      sources.put(account, source);
      all.put(
          account,
          new Reconciler(
              account,
              () -> source.isUp() ? source.book() : Optional.empty(),
              () -> engine.look(state -> BookSide.of(state, account)),
              passes,
              telling,
              clock,
              System::nanoTime));
    }
  }

  /** A broker account. */
  public interface Source {
    BrokerAccount account();

    /** Whether its link is up. */
    boolean isUp();

    /** Whether the account will tell anything, once its link is up. */
    boolean tellsBook();

    /** What the account tells; empty where it tells nothing. */
    Optional<AccountBook> book();
  }

  /** Reads the engine between two inputs. */
  public interface Looking {
    <T> T look(Function<OrderEngine, T> reader);
  }

  /** Has the engine know something, and returns once it does; may wait and may throw. */
  public interface Telling {
    void tell(Clearance said);
  }

  /**
   * Tells the engine of the accounts that are to be reconciled before they take orders;
   * before their links are opened.
   *
   * @param started what the engine knows
   */
  public void begin(EngineState started) {
    all.forEach(
        (account, each) -> each.begin(started.clearance(account), source(account).tellsBook()));
  }

  private Source source(BrokerAccount account) {
    return Objects.requireNonNull(sources.get(account));
  }

  public void start() {
    all.values().forEach(Reconciler::start);
    if (sources.values().stream().anyMatch(Source::tellsBook)) {
      age();
    }
  }

  private void age() {
    timers.after(
        AGING,
        () -> {
          sources.values().stream()
              .filter(Source::tellsBook)
              .forEach(source -> age(source.account()));
          age();
        });
  }

  private void age(BrokerAccount account) {
    try {
      Objects.requireNonNull(all.get(account)).age();
    } catch (RuntimeException failed) {
      // It is tried again; a gateway that is stopping answers nothing any more.
      LOG.log(Level.DEBUG, "the age of a reconciliation is not told account=" + account, failed);
    }
  }

  /** A link has come up or gone down: looks soon; never waits. */
  public void linksChanged() {
    all.values().forEach(Reconciler::look);
  }

  /** How the book stood against each account when it was last looked at. */
  public List<Reconciliation> all() {
    return all.values().stream().map(Reconciler::last).toList();
  }

  /** In how much the book and {@code account} differed, two looks in a row. */
  public int confirmed(BrokerAccount account) {
    Reconciler of = all.get(account);
    return of == null ? 0 : (int) of.last().drifts().stream().filter(Standing::isConfirmed).count();
  }

  /** Why {@code account} takes no new orders, as far as its book says; empty where it may. */
  public Optional<Reconciliation> keepsBack(BrokerAccount account) {
    return Optional.ofNullable(all.get(account))
        .map(Reconciler::last)
        .filter(last -> !last.clearance().takesOrders());
  }

  @Override
  public void close() {
    timers.close();
    all.values().forEach(Reconciler::close);
  }
}
