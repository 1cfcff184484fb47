// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A map in the order in which its keys came, that knows what was put into it since it was last
 * asked. What is in it stays; nothing is taken out. Not thread-safe.
 */
public final class Tracked<K, V> {
  /** Where a key's value is: found once a step, whatever is done with it. */
  private static final class Slot<V> {
    private V value;
    private boolean isChanged;

    Slot(V value) {
      this.value = value;
    }
  }

  private final Map<K, Slot<V>> all = new LinkedHashMap<>();
  private List<Slot<V>> changed = new ArrayList<>();

  /** A map with nothing in it. */
  public Tracked() {}

  /** Returns what was there before. */
  public @Nullable V put(K key, V value) {
    Slot<V> slot = all.get(key);
    if (slot == null) {
      Slot<V> made = new Slot<>(value);
      all.put(key, made);
      mark(made);
      return null;
    }
    V before = slot.value;
    slot.value = value;
    mark(slot);
    return before;
  }

  private void mark(Slot<V> slot) {
    if (!slot.isChanged) {
      slot.isChanged = true;
      changed.add(slot);
    }
  }

  public @Nullable V get(K key) {
    Slot<V> slot = all.get(key);
    return slot == null ? null : slot.value;
  }

  public Optional<V> find(K key) {
    return Optional.ofNullable(get(key));
  }

  public List<V> values() {
    return values(all.values());
  }

  /** What is new or other than when this was last asked, as it is now. */
  public List<V> takeChanged() {
    List<V> taken = values(changed);
    forgetChanges();
    return taken;
  }

  /** Takes all as it is now for what was asked. */
  public void forgetChanges() {
    changed.forEach(slot -> slot.isChanged = false);
    changed = new ArrayList<>();
  }

  private static <V> List<V> values(Collection<Slot<V>> slots) {
    return slots.stream().map(slot -> slot.value).toList();
  }
}
