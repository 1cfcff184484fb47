// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.tape;

import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.wire.PackedWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * Fields of MessagePack as Alpaca's SDKs decode them (facts 6.3): the keys in the order in which
 * they are told, prices and quantities as 64-bit floats, instants as the timestamp extension.
 */
public final class PackedFields implements Fields {
  /** Below this a long is a double without loss, and a division of two such rounds once. */
  private static final long EXACT = 1L << 53;

  private static final double UNIT = 1e9;

  private final PackedWriter out;
  private int fields;

  private PackedFields(PackedWriter out) {
    this.out = out;
  }

  /** Writes one map. */
  public static byte[] map(Consumer<Fields> content) {
    PackedWriter out = new PackedWriter();
    int mark = out.beginMap();
    PackedFields fields = new PackedFields(out);
    content.accept(fields);
    out.endMap(mark, fields.fields);
    return out.bytes();
  }

  private void key(String key) {
    fields++;
    out.text(key);
  }

  @Override
  public void text(String key, String value) {
    key(key);
    out.text(value);
  }

  @Override
  public void texts(String key, Collection<String> values) {
    key(key);
    out.array(values.size());
    values.forEach(out::text);
  }

  @Override
  public void whole(String key, long value) {
    key(key);
    out.whole(value);
  }

  @Override
  public void flag(String key, boolean value) {
    key(key);
    out.flag(value);
  }

  @Override
  public void price(String key, Price value) {
    key(key);
    out.real(nearest(value.nanos()));
  }

  @Override
  public void quantity(String key, Quantity value) {
    key(key);
    out.real(nearest(value.nanos()));
  }

  /** The double that is nearest to a number of billionths. */
  private static double nearest(long nanos) {
    return Math.abs(nanos) < EXACT
        ? nanos / UNIT
        : BigDecimal.valueOf(nanos, Price.SCALE).doubleValue();
  }

  @Override
  public void instant(String key, Instant value) {
    key(key);
    out.instant(value);
  }

  @Override
  public void level(String key, Price price, Quantity size) {
    key(key);
    out.array(1);
    out.raw(
        map(level -> {
          level.price("p", price);
          level.quantity("s", size);
        }));
  }
}
