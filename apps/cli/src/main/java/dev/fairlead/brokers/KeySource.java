// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.brokers;

/** Where the key of an account comes from. */
public enum KeySource {
  ENVIRONMENT("the environment (" + AlpacaVariables.KEY_ID + ", " + AlpacaVariables.SECRET + ")"),
  KEY_STORE("the key store (secrets.enc)");

  private final String words;

  KeySource(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
