// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A map in the order in which its keys came, that knows what was put into it since it was last
 * asked. What is in it stays; nothing is taken out.
 */
final class Tracked<K, V> {
  private final Map<K, V> all = new LinkedHashMap<>();
  private Map<K, V> changed = new LinkedHashMap<>();

  /** Returns what was there before. */
  @Nullable V put(K key, V value) {
    changed.put(key, value);
    return all.put(key, value);
  }

  @Nullable V get(K key) {
    return all.get(key);
  }

  Optional<V> find(K key) {
    return Optional.ofNullable(all.get(key));
  }

  List<V> values() {
    return List.copyOf(all.values());
  }

  /** What is new or other than when this was last asked, as it is now. */
  List<V> takeChanged() {
    List<V> taken = List.copyOf(changed.values());
    changed = new LinkedHashMap<>();
    return taken;
  }
}
