// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stream;

import dev.fairlead.model.Principal;
import java.util.HashMap;
import java.util.Map;

/** How many connections there are, in all and of each key (S-36). Thread-safe. */
final class Seats {
  private final int limit;
  private final int keyLimit;
  private final Map<Principal, Integer> taken = new HashMap<>();
  private int total;

  Seats(StreamConfig config) {
    limit = config.connectionLimit();
    keyLimit = config.keyLimit();
  }

  /** Takes a seat for somebody who may not have said yet who it is; false where there is none. */
  synchronized boolean take() {
    if (total >= limit) {
      return false;
    }
    total++;
    return true;
  }

  synchronized void leave() {
    total--;
  }

  /** Has a seat that is taken count for this key; false where it has all that one may have. */
  synchronized boolean name(Principal principal) {
    int had = taken.getOrDefault(principal, 0);
    if (had >= keyLimit) {
      return false;
    }
    taken.put(principal, had + 1);
    return true;
  }

  synchronized void unname(Principal principal) {
    taken.computeIfPresent(principal, (_, had) -> had == 1 ? null : had - 1);
  }

  synchronized boolean isFull() {
    return total >= limit;
  }

  synchronized boolean isFull(Principal principal) {
    return taken.getOrDefault(principal, 0) >= keyLimit;
  }
}
