// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.door;

import dev.fairlead.model.Principal;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Places that clients share: nobody has more than an even part of them, of one part more than there
 * are clients, so that whoever comes next finds some (F-K04). Thread-safe; never waits.
 */
public final class Shares {
  private final int places;
  private final ConcurrentMap<Principal, Integer> taken = new ConcurrentHashMap<>();

  public Shares(int places) {
    this.places = places;
  }

  /** Takes one; false where the client has its part. */
  public boolean take(Principal client) {
    int part = Math.max(1, places / (taken.size() + (taken.containsKey(client) ? 1 : 2)));
    int now = taken.merge(client, 1, Integer::sum);
    if (now > part) {
      giveBack(client);
      return false;
    }
    return true;
  }

  /** Gives one back. */
  public void giveBack(Principal client) {
    taken.computeIfPresent(client, (_, count) -> count > 1 ? count - 1 : null);
  }

  /** How many clients have any. */
  int clients() {
    return taken.size();
  }
}
