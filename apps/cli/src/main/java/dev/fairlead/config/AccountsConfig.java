// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import dev.fairlead.doubt.DoubtPolicy;
import dev.fairlead.model.BrokerAccount;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The broker accounts that a file or the command line names. Their keys are never among this.
 *
 * @param primary where new orders go; null where nothing is said
 * @param live those that may trade with real money: each by its name, or it is paper
 * @param listed the accounts that have a section, which may be empty
 * @param doubts what owners have settled of doubts; where nothing is said, the usual
 */
public record AccountsConfig(
    @Nullable BrokerAccount primary,
    SortedSet<BrokerAccount> live,
    SortedMap<BrokerAccount, AccountConfig> listed,
    SortedMap<BrokerAccount, DoubtPolicy> doubts) {

  /** Nothing is said: the keys that are found decide. */
  public static final AccountsConfig DEFAULT =
      new AccountsConfig(
          null,
          Collections.emptySortedSet(),
          Collections.emptySortedMap(),
          Collections.emptySortedMap());

  /** Keeps copies. */
  public AccountsConfig {
    live = Collections.unmodifiableSortedSet(new TreeSet<>(live));
    listed = Collections.unmodifiableSortedMap(new TreeMap<>(listed));
    doubts = Collections.unmodifiableSortedMap(new TreeMap<>(doubts));
  }

  /** All that are named anywhere. */
  public SortedSet<BrokerAccount> named() {
    var named = new TreeSet<>(listed.keySet());
    named.addAll(live);
    if (primary != null) {
      named.add(primary);
    }
    return named;
  }

  public AccountsConfig withPrimary(BrokerAccount changed) {
    return new AccountsConfig(changed, live, listed, doubts);
  }

  /** These may be live, and no others. */
  public AccountsConfig withLive(SortedSet<BrokerAccount> changed) {
    return new AccountsConfig(primary, changed, listed, doubts);
  }
}
