// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import java.util.UUID;

/** Names one order for ever, in Fairlead and to its clients. */
public record OrderId(UUID value) {
  /** Reads the usual form, or 32 hexadecimal digits without dashes, as Alpaca does. */
  public static OrderId parse(String text) {
    if (text.length() == 32 && text.indexOf('-') < 0) {
      return new OrderId(
          new UUID(
              Long.parseUnsignedLong(text, 0, 16, 16), Long.parseUnsignedLong(text, 16, 32, 16)));
    }
    return new OrderId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
