// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import java.time.Instant;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where the entries of an object are written, in the order in which they are told: straight to the
 * bytes of {@link JsonWriter JSON} or {@link PackedWriter MessagePack}, without a tree between.
 * Keys are ours: letters, digits and underscores. Used by one thread.
 */
public sealed interface Entries permits JsonWriter, PackedEntries {
  /** The value as it shows: an id, an exact decimal, a word; or null. */
  Entries text(String key, @Nullable Object value);

  /** With nine digits, as {@link Json#instant} has it; or null. */
  Entries instant(String key, @Nullable Instant value);

  Entries whole(String key, long value);

  Entries flag(String key, boolean value);

  Entries object(String key, Consumer<Entries> content);

  /** An array of objects, an item each. */
  <T> Entries objects(String key, Collection<T> items, BiConsumer<Entries, T> form);

  /** What is there as a tree. */
  Entries tree(String key, JsonNode value);
}
