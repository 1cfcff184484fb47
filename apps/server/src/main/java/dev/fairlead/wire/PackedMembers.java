// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import java.time.Instant;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Members of a map of MessagePack, each as {@link MessagePack} writes it of a tree. */
public final class PackedMembers implements Members {
  private final PackedWriter out;
  private int members;

  private PackedMembers(PackedWriter out) {
    this.out = out;
  }

  /** Writes one map. */
  public static byte[] map(Consumer<Members> content) {
    PackedWriter out = new PackedWriter();
    new PackedMembers(out).write(content);
    return out.bytes();
  }

  private void write(Consumer<Members> content) {
    int outer = members;
    members = 0;
    int mark = out.beginLargeMap();
    content.accept(this);
    out.endLargeMap(mark, members);
    members = outer;
  }

  private void key(String key) {
    members++;
    out.text(key);
  }

  @Override
  public PackedMembers text(String key, @Nullable Object value) {
    key(key);
    if (value == null) {
      out.nothing();
    } else {
      out.text(value.toString());
    }
    return this;
  }

  @Override
  public PackedMembers instant(String key, @Nullable Instant value) {
    return text(key, value == null ? null : Json.instant(value));
  }

  @Override
  public PackedMembers whole(String key, long value) {
    key(key);
    out.whole(value);
    return this;
  }

  @Override
  public PackedMembers flag(String key, boolean value) {
    key(key);
    out.flag(value);
    return this;
  }

  @Override
  public PackedMembers object(String key, Consumer<Members> content) {
    key(key);
    write(content);
    return this;
  }

  @Override
  public <T> PackedMembers objects(String key, Collection<T> items, BiConsumer<Members, T> form) {
    key(key);
    out.array(items.size());
    items.forEach(item -> write(inner -> form.accept(inner, item)));
    return this;
  }

  @Override
  public PackedMembers tree(String key, JsonNode value) {
    key(key);
    MessagePack.write(value, out);
    return this;
  }
}
