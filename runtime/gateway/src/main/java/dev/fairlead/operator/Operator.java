// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.operator;

import dev.fairlead.doubt.DoubtPolicy;
import dev.fairlead.doubt.Resolution;
import dev.fairlead.doubt.Trust;
import dev.fairlead.engine.OrderEngine;
import dev.fairlead.message.OperatorAction.OfDoubt;
import dev.fairlead.message.Reply;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.state.DoubtCase;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is in doubt, and what an operator does about it: looks, asks the broker now, and says what
 * became of it with a proof, which is journaled and stands until the broker shows otherwise.
 * Thread-safe; waits and throws as the gateway's other methods do.
 */
public final class Operator {
  private final Looking engine;
  private final Function<OfDoubt, Reply> actions;
  private final Function<Symbol, Optional<Quote>> quotes;
  private final Function<Symbol, Optional<Instrument>> instruments;

  /** Reads the engine between two inputs. */
  public interface Looking {
    <T> T look(Function<OrderEngine, T> reader);
  }

  /**
   * One who acts on that engine.
   *
   * @param actions journals and applies; may wait and may throw
   * @param quotes the newest quote of an instrument, which says what is at stake
   */
  public Operator(
      Looking engine,
      Function<OfDoubt, Reply> actions,
      Function<Symbol, Optional<Quote>> quotes,
      Function<Symbol, Optional<Instrument>> instruments) {
    this.engine = engine;
    this.actions = actions;
    this.quotes = quotes;
    this.instruments = instruments;
  }

  /** Everything that is in doubt, oldest first. */
  public List<OpenDoubt> doubts() {
    return engine.look(OrderEngine::doubts).stream()
        .map(about -> new OpenDoubt(about, atStake(about).orElse(null)))
        .toList();
  }

  /** The doubt about the placement, or about the order, of this id. */
  public Optional<OpenDoubt> doubt(String id) {
    return doubts().stream()
        .filter(each ->
            each.placement().id().text().equals(id)
                || each.about().order().id().toString().equals(id))
        .findFirst();
  }

  private Optional<Money> atStake(DoubtCase about) {
    Placement placement = about.placement();
    Symbol symbol = placement.request().symbol();
    Instrument instrument = instruments.apply(symbol).orElse(null);
    if (instrument == null) {
      return Optional.empty();
    }
    Money zero = Money.zero(instrument.currency());
    Money reserved = placement.reservation(zero);
    if (!reserved.isZero()) {
      return Optional.of(reserved);
    }
    Optional<Price> price =
        placement
            .request()
            .terms()
            .limitPrice()
            .or(() -> quotes.apply(symbol).map(Quote::mid))
            .filter(Price::isPositive);
    return price.map(each -> value(each, placement, zero));
  }

  private static Money value(Price price, Placement placement, Money zero) {
    return Notional.of(price, placement.exposure()).toMoney(zero.currency(), RoundingMode.CEILING);
  }

  /**
   * Asks the broker at once what it knows of the placement. What it answers comes like the answer
   * to any look; nothing is ended by the asking.
   *
   * @param who asks: a key id, or a name
   */
  public Reply look(PlacementId placement, String who) {
    return actions.apply(new OfDoubt.Look(placement, who));
  }

  /** Ends a doubt by what an operator has found out, unless the broker has said otherwise. */
  public Reply resolve(PlacementId placement, Resolution resolution) {
    return actions.apply(new OfDoubt.Resolve(placement, resolution));
  }

  /** Accounts that are not believed as usual, by account. */
  public List<Trust> trusts() {
    return engine.look(OrderEngine::trusts);
  }

  /** From here on this holds of the account's doubts; said again, it leaves no trace. */
  public void settle(BrokerAccount account, DoubtPolicy policy) {
    DoubtPolicy known =
        trusts().stream()
            .filter(trust -> trust.account().equals(account))
            .findFirst()
            .map(Trust::policy)
            .orElse(DoubtPolicy.USUAL);
    if (!known.equals(policy)) {
      var _ = actions.apply(new OfDoubt.Settle(account, policy));
    }
  }

  /**
   * Believes an account again that was caught (D-06).
   *
   * @param who does it: a key id, or a name
   * @param proof why it may be believed, in words
   */
  public Reply restore(BrokerAccount account, String who, String proof) {
    return actions.apply(new OfDoubt.Restore(account, who, proof));
  }
}
