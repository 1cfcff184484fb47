// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.message.Offer.Trait;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.TimeInForce;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The combinations that a broker account takes. However they came, equal ones read alike (I-04).
 * Looked at for every order, so it is a table and not a set.
 */
public final class Offers {
  public static final Offers NONE = of(List.of());

  private static final int TYPES = OrderType.values().length;
  private static final int TIMES = TimeInForce.values().length;

  /** A set of bits for each combination: that it is taken, and its traits. */
  private final byte[] table = new byte[AssetClass.values().length * TYPES * TIMES];

  private Offers(Collection<Offer> offers) {
    for (Offer offer : offers) {
      byte bits = 1;
      for (Trait trait : offer.traits()) {
        bits |= bit(trait);
      }
      table[index(offer.assetClass(), offer.type(), offer.timeInForce())] = bits;
    }
  }

  /** These; of two for one combination the later counts. */
  public static Offers of(Collection<Offer> offers) {
    return new Offers(offers);
  }

  /** Every combination there is, with its usual traits. */
  public static Offers all() {
    return of(
        combinations()
            .map(offer -> Offer.usual(offer.assetClass(), offer.type(), offer.timeInForce()))
            .toList());
  }

  private static Stream<Offer> combinations() {
    return Stream.of(AssetClass.values())
        .flatMap(assetClass ->
            Stream.of(OrderType.values())
                .flatMap(type ->
                    Stream.of(TimeInForce.values())
                        .map(timeInForce -> Offer.of(assetClass, type, timeInForce))));
  }

  private static int index(AssetClass assetClass, OrderType type, TimeInForce timeInForce) {
    return (assetClass.ordinal() * TYPES + type.ordinal()) * TIMES + timeInForce.ordinal();
  }

  private static byte bit(Trait trait) {
    return (byte) (2 << trait.ordinal());
  }

  /** Whether such orders are taken for whole units. */
  public boolean takes(AssetClass assetClass, OrderType type, TimeInForce timeInForce) {
    return table[index(assetClass, type, timeInForce)] != 0;
  }

  /** Whether they are taken with {@code trait} too. */
  public boolean takes(
      AssetClass assetClass, OrderType type, TimeInForce timeInForce, Trait trait) {
    return (table[index(assetClass, type, timeInForce)] & bit(trait)) != 0;
  }

  /** Whether any order is taken with {@code trait}. */
  public boolean takeAny(Trait trait) {
    for (byte bits : table) {
      if ((bits & bit(trait)) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether such orders are taken with {@code trait} for some time in force. */
  public boolean takesAtAnyTime(AssetClass assetClass, OrderType type, Trait trait) {
    return Stream.of(TimeInForce.values())
        .anyMatch(timeInForce -> takes(assetClass, type, timeInForce, trait));
  }

  /** Whether orders of some type are taken with {@code trait} for this time in force. */
  public boolean takesOfAnyType(AssetClass assetClass, TimeInForce timeInForce, Trait trait) {
    return Stream.of(OrderType.values())
        .anyMatch(type -> takes(assetClass, type, timeInForce, trait));
  }

  /** All of them, by asset class, type and time in force. */
  public List<Offer> list() {
    List<Offer> offers = new ArrayList<>();
    combinations()
        .filter(offer -> takes(offer.assetClass(), offer.type(), offer.timeInForce()))
        .forEach(offer -> offers.add(offer.with(traits(offer))));
    return List.copyOf(offers);
  }

  private Set<Trait> traits(Offer offer) {
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    for (Trait trait : Trait.values()) {
      if (takes(offer.assetClass(), offer.type(), offer.timeInForce(), trait)) {
        traits.add(trait);
      }
    }
    return traits;
  }

  /** The same with each changed. */
  public Offers each(UnaryOperator<Offer> change) {
    return of(list().stream().map(change).toList());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Offers offers && Arrays.equals(table, offers.table);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(table);
  }

  @Override
  public String toString() {
    return list().toString();
  }
}
