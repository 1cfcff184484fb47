// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.message.Offer.Trait;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.TimeInForce;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The combinations that a broker account takes. However they came, equal ones read alike (I-04).
 * Immutable.
 */
public final class Offers {
  public static final Offers NONE = of(List.of());

  /** Looked at for every order, so it is three looks into arrays and no hash of a combination. */
  private final Map<AssetClass, Map<OrderType, Map<TimeInForce, Offer>>> table =
      new EnumMap<>(AssetClass.class);

  private Offers(Collection<Offer> offers) {
    for (Offer offer : offers) {
      table
          .computeIfAbsent(offer.assetClass(), _ -> new EnumMap<>(OrderType.class))
          .computeIfAbsent(offer.type(), _ -> new EnumMap<>(TimeInForce.class))
          .put(offer.timeInForce(), offer);
    }
  }

  /** These; of two for one combination the later counts. */
  public static Offers of(Collection<Offer> offers) {
    return new Offers(offers);
  }

  /** Every combination there is, with its usual traits. */
  public static Offers all() {
    return of(
        Stream.of(AssetClass.values())
            .flatMap(assetClass ->
                Stream.of(OrderType.values())
                    .flatMap(type ->
                        Stream.of(TimeInForce.values())
                            .map(time -> Offer.usual(assetClass, type, time))))
            .toList());
  }

  /** What is taken of this combination; null where it is not. */
  private @Nullable Offer find(AssetClass assetClass, OrderType type, TimeInForce timeInForce) {
    Map<OrderType, Map<TimeInForce, Offer>> types = table.get(assetClass);
    Map<TimeInForce, Offer> times = types == null ? null : types.get(type);
    return times == null ? null : times.get(timeInForce);
  }

  /** Whether such orders are taken for whole units. */
  public boolean takes(AssetClass assetClass, OrderType type, TimeInForce timeInForce) {
    return find(assetClass, type, timeInForce) != null;
  }

  /** Whether they are taken with {@code trait} too. */
  public boolean takes(
      AssetClass assetClass, OrderType type, TimeInForce timeInForce, Trait trait) {
    Offer offer = find(assetClass, type, timeInForce);
    return offer != null && offer.traits().contains(trait);
  }

  /** Whether any order is taken with {@code trait}. */
  public boolean takeAny(Trait trait) {
    return stream().anyMatch(offer -> offer.traits().contains(trait));
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
    return stream().toList();
  }

  private Stream<Offer> stream() {
    return table.values().stream()
        .flatMap(types -> types.values().stream())
        .flatMap(times -> times.values().stream());
  }

  /** The same with each changed. */
  public Offers each(UnaryOperator<Offer> change) {
    return of(stream().map(change).toList());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Offers offers && table.equals(offers.table);
  }

  @Override
  public int hashCode() {
    return table.hashCode();
  }

  @Override
  public String toString() {
    return list().toString();
  }
}
