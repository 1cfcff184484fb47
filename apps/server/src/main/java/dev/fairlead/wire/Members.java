// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import java.time.Instant;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where the members of an object, each a key with its value, are written in the order in which they
 * are told: straight to the bytes of {@link JsonWriter JSON} or {@link PackedWriter MessagePack},
 * without a tree between. Keys are ours: letters, digits and underscores. Used by one thread.
 */
public sealed interface Members permits JsonWriter, PackedMembers {
  /** The value as it shows: an id, an exact decimal, a word; or null. */
  Members text(String key, @Nullable Object value);

  /** With nine digits, as {@link Json#instant} has it; or null. */
  Members instant(String key, @Nullable Instant value);

  Members whole(String key, long value);

  Members flag(String key, boolean value);

  Members object(String key, Consumer<Members> content);

  /** An array of objects, an item each. */
  <T> Members objects(String key, Collection<T> items, BiConsumer<Members, T> form);

  /** What is there as a tree. */
  Members tree(String key, JsonNode value);
}
