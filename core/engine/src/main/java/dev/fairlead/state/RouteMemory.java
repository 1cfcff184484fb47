// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.state;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What routing remembers where there are several accounts to choose from; all empty otherwise.
 *
 * @param listings who lists what, in the order in which it was first listed; of what is not among
 *     it nobody knows, and it is taken as listed by all
 * @param records how each account has done, by account
 * @param expected the prices that live market orders saw when they were routed, oldest first
 * @param lead which account acts
 */
public record RouteMemory(
    List<Listing> listings, List<TrackRecord> records, List<Expected> expected, Lead lead) {
  public static final RouteMemory NONE = new RouteMemory(List.of(), List.of(), List.of());

  /** Keeps copies. */
  public RouteMemory {
    listings = List.copyOf(listings);
    records = List.copyOf(records);
    expected = List.copyOf(expected);
  }

  /** One without an account that acts. */
  public RouteMemory(List<Listing> listings, List<TrackRecord> records, List<Expected> expected) {
    this(listings, records, expected, Lead.NONE);
  }

  /** The same but for who lists what. */
  RouteMemory with(List<Listing> others) {
    return new RouteMemory(others, records, expected, lead);
  }

  /** The same but for who acts. */
  public RouteMemory leading(Lead other) {
    return new RouteMemory(listings, records, expected, other);
  }

  /** The symbols that {@code account} is known to list. */
  public Set<Symbol> listed(BrokerAccount account) {
    return listings.stream()
        .filter(listing -> listing.accounts().contains(account))
        .map(Listing::symbol)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Nothing to remember beside who acts. */
  public boolean isEmpty() {
    return listings.isEmpty() && records.isEmpty() && expected.isEmpty();
  }

  /** Who lists an instrument, in the order in which they did first. */
  public record Listing(Symbol symbol, List<BrokerAccount> accounts) {
    /** Keeps a copy. */
    public Listing {
      accounts = List.copyOf(accounts);
    }
  }

  /** The market at a placement's account when it was routed there. */
  public record Expected(PlacementId placement, Price touch) {}
}
