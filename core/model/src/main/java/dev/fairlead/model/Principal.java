// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

/** On whose behalf a command is given: the id of the client key that it came with. */
public record Principal(String keyId) implements Comparable<Principal> {
  @Override
  public int compareTo(Principal other) {
    return keyId.compareTo(other.keyId);
  }

  @Override
  public String toString() {
    return keyId;
  }
}
