// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.tape;

import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.Collection;

/** Where the fields of one item are written, in the order in which they are told. */
public interface Fields {
  void text(String key, String value);

  void texts(String key, Collection<String> values);

  void whole(String key, long value);

  void flag(String key, boolean value);

  void price(String key, Price value);

  void quantity(String key, Quantity value);

  void instant(String key, Instant value);

  /** One side of an order book of which the best level is all that is known. */
  void level(String key, Price price, Quantity size);
}
