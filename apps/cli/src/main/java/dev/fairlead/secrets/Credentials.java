// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.secrets;

import dev.fairlead.broker.Secret;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that one account needs to log in, by name. Two of them are equal only if they are the same
 * secrets.
 */
public record Credentials(SortedMap<String, Secret> fields) implements AutoCloseable {
  /** Refuses an account without any. */
  public Credentials {
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("credentials must not be empty");
    }
  }

  /** Those named here. */
  public static Credentials of(Map<String, Secret> fields) {
    return new Credentials(new TreeMap<>(fields));
  }

  /** The one that is needed; throws where it is not there. */
  public Secret field(String name) {
    Secret secret = fields.get(name);
    if (secret == null) {
      throw new IllegalArgumentException("there is no " + name + " among them");
    }
    return secret;
  }

  @Override
  public void close() {
    fields.values().forEach(Secret::close);
  }
}
