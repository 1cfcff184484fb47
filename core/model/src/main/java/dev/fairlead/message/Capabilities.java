// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.model.AssetClass;
import dev.fairlead.model.OrderRequest.OrderClass;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.TimeInForce;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a broker account can do, as data: validation, routing and the in-doubt protocol read it
 * (reliability 3.2).
 *
 * @param offers the combinations of type and time in force that are taken for each asset class
 * @param byValue orders for an amount of money are taken
 * @param extendedHours orders outside the regular session are taken
 * @param replaces working orders can be changed
 * @param findsById a placement can be looked up by the id that we chose
 * @param absence what proves that a placement never arrived; null where nothing does (I-16)
 * @param groups the order classes whose exits the broker keeps itself. Told, and not used yet: the
 *     engine keeps them all, because no adapter names any
 */
public record Capabilities(
    Set<Offer> offers,
    boolean byValue,
    boolean extendedHours,
    boolean replaces,
    boolean findsById,
    @Nullable AbsenceProof absence,
    Set<OrderClass> groups) {

  /** One that keeps no groups by itself. */
  public Capabilities(
      Set<Offer> offers,
      boolean byValue,
      boolean extendedHours,
      boolean replaces,
      boolean findsById,
      @Nullable AbsenceProof absence) {
    this(offers, byValue, extendedHours, replaces, findsById, absence, new TreeSet<>());
  }

  /** Keeps the offers in one order, however they came, so that equal values read alike (I-04). */
  public Capabilities {
    offers = Collections.unmodifiableSet(new LinkedHashSet<>(new TreeSet<>(offers)));
    groups = Collections.unmodifiableSet(new LinkedHashSet<>(new TreeSet<>(groups)));
  }

  /** One combination that is taken. */
  public record Offer(AssetClass assetClass, OrderType type, TimeInForce timeInForce)
      implements Comparable<Offer> {
    private static final Comparator<Offer> ORDER =
        Comparator.comparing(Offer::assetClass)
            .thenComparing(Offer::type)
            .thenComparing(Offer::timeInForce);

    @Override
    public int compareTo(Offer other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * So many well-formed answers in a row that the placement is unknown, the last one at least
   * {@code settle} after it was sent (class A of reliability 3.3).
   */
  public record AbsenceProof(int answers, Duration settle) {}

  public boolean takes(AssetClass assetClass, OrderType type, TimeInForce timeInForce) {
    return offers.contains(new Offer(assetClass, type, timeInForce));
  }
}
