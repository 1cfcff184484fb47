// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.keys;

/** A key on the day of its making: the only time that its secret is known. */
public record IssuedKey(ClientKey key, String secret) {
  /** Without the secret. */
  @Override
  public String toString() {
    return "IssuedKey[" + key.id() + "]";
  }
}
