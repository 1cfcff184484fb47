// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

/** One account at one broker, what orders are routed to, written {@code paper:main}. */
public record BrokerAccount(String broker, String name) implements Comparable<BrokerAccount> {
  /** Refuses parts that are not 1 to 32 lower-case letters, digits or dashes. */
  public BrokerAccount {
    requirePart(broker);
    requirePart(name);
  }

  private static void requirePart(String part) {
    if (!isWellFormed(part)) {
      throw new IllegalArgumentException(
          "'"
              + part
              + "' is not 1 to 32 lower-case letters, digits or dashes (write broker:account)");
    }
  }

  private static boolean isWellFormed(String part) {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
        return false;
      }
    }
    return !part.isEmpty() && part.length() <= 32;
  }

  /** Reads {@code broker:account}. */
  public static BrokerAccount parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is not broker:account, such as paper:main");
    }
    return new BrokerAccount(text.substring(0, colon), text.substring(colon + 1));
  }

  @Override
  public int compareTo(BrokerAccount other) {
    int byBroker = broker.compareTo(other.broker);
    return byBroker != 0 ? byBroker : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return broker + ":" + name;
  }
}
