// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import java.time.Instant;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Entries of MessagePack, each as {@link MessagePack} writes it of a tree. */
public final class PackedEntries implements Entries {
  private final PackedWriter out;
  private int entries;

  private PackedEntries(PackedWriter out) {
    this.out = out;
  }

  /** Writes one map. */
  public static byte[] map(Consumer<Entries> content) {
    PackedWriter out = new PackedWriter();
    new PackedEntries(out).write(content);
    return out.bytes();
  }

  private void write(Consumer<Entries> content) {
    int outer = entries;
    entries = 0;
    int mark = out.beginLargeMap();
    content.accept(this);
    out.endLargeMap(mark, entries);
    entries = outer;
  }

  private void key(String key) {
    entries++;
    out.text(key);
  }

  @Override
  public PackedEntries text(String key, @Nullable Object value) {
    key(key);
    if (value == null) {
      out.nothing();
    } else {
      out.text(value.toString());
    }
    return this;
  }

  @Override
  public PackedEntries instant(String key, @Nullable Instant value) {
    return text(key, value == null ? null : Json.instant(value));
  }

  @Override
  public PackedEntries whole(String key, long value) {
    key(key);
    out.whole(value);
    return this;
  }

  @Override
  public PackedEntries flag(String key, boolean value) {
    key(key);
    out.flag(value);
    return this;
  }

  @Override
  public PackedEntries object(String key, Consumer<Entries> content) {
    key(key);
    write(content);
    return this;
  }

  @Override
  public <T> PackedEntries objects(String key, Collection<T> items, BiConsumer<Entries, T> form) {
    key(key);
    out.array(items.size());
    items.forEach(item -> write(entry -> form.accept(entry, item)));
    return this;
  }

  @Override
  public PackedEntries tree(String key, JsonNode value) {
    key(key);
    MessagePack.write(value, out);
    return this;
  }
}
