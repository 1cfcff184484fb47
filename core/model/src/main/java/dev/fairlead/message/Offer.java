// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.model.AssetClass;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.TimeInForce;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * One combination of asset class, order type and time in force that a broker account takes.
 *
 * @param traits what may be said besides a whole quantity; read-only, in the order of the enum
 */
public record Offer(
    AssetClass assetClass, OrderType type, TimeInForce timeInForce, Set<Trait> traits) {

  /** What an order of some combination may be besides an order for whole units. */
  public enum Trait {
    /** For parts of a unit. */
    FRACTION,
    /** For an amount of money. */
    VALUE,
    /** Working outside the regular session too. */
    EXTENDED_HOURS,
    /** Within a group that the broker keeps itself, as its entry or as an exit; whole units. */
    GROUP
  }

  /** Keeps the traits in their order. */
  public Offer {
    traits = Collections.unmodifiableSet(copy(traits));
  }

  private static Set<Trait> copy(Set<Trait> traits) {
    return traits.isEmpty() ? EnumSet.noneOf(Trait.class) : EnumSet.copyOf(traits);
  }

  /** One that is taken for whole units. */
  public static Offer of(AssetClass assetClass, OrderType type, TimeInForce timeInForce) {
    return new Offer(assetClass, type, timeInForce, EnumSet.noneOf(Trait.class));
  }

  /**
   * One with the traits that Alpaca's rules give such a combination (docs.alpaca.markets, "Placing
   * Orders"): parts of a share for the day only and nothing that trails, money where parts, limit
   * orders that last beyond the session.
   */
  public static Offer usual(AssetClass assetClass, OrderType type, TimeInForce timeInForce) {
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    if (assetClass != AssetClass.EQUITY
        || (timeInForce == TimeInForce.DAY && type != OrderType.TRAILING_STOP)) {
      traits.add(Trait.FRACTION);
      traits.add(Trait.VALUE);
    }
    if (type == OrderType.LIMIT
        && (timeInForce == TimeInForce.DAY || timeInForce == TimeInForce.GTC)) {
      traits.add(Trait.EXTENDED_HOURS);
    }
    return new Offer(assetClass, type, timeInForce, traits);
  }

  /** The same without {@code trait}. */
  public Offer without(Trait trait) {
    Set<Trait> others = copy(traits);
    others.remove(trait);
    return with(others);
  }

  /** The same with {@code trait} too. */
  public Offer and(Trait trait) {
    Set<Trait> more = copy(traits);
    more.add(trait);
    return with(more);
  }

  /** The same with these traits instead. */
  public Offer with(Set<Trait> traits) {
    return new Offer(assetClass, type, timeInForce, traits);
  }
}
