// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import dev.fairlead.config.YamlNode.Entry;
import dev.fairlead.config.YamlNode.Items;
import dev.fairlead.config.YamlNode.Mapping;
import dev.fairlead.config.YamlNode.Place;
import dev.fairlead.config.YamlNode.Scalar;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one mapping. What is asked for is what is known: {@link #end} faults every key that
 * nobody asked for, so the list of allowed keys cannot differ from the code that reads them.
 */
final class Section {
  private final String path;
  private final SequencedMap<String, Entry> entries;
  private final Faults faults;
  private final TreeSet<String> known = new TreeSet<>();
  private final TreeSet<String> forbidden = new TreeSet<>();

  private Section(String path, SequencedMap<String, Entry> entries, Faults faults) {
    this.path = path;
    this.entries = entries;
    this.faults = faults;
  }

  static Section root(Mapping mapping, Faults faults) {
    return new Section("", mapping.entries(), faults);
  }

  /** The section's own keys, in the order of the file. */
  SequencedMap<String, Entry> entries() {
    return entries;
  }

  /** The value of {@code key}; {@code absent} where it is not set, or set wrongly. */
  <T> T value(String key, Kind<T> kind, T absent) {
    return value(key, kind).orElse(absent);
  }

  /** The value of {@code key}; empty where it is not set, or set wrongly. */
  <T> Optional<T> value(String key, Kind<T> kind) {
    Entry entry = ask(key);
    return entry == null ? Optional.empty() : parsed(key, entry.value(), kind);
  }

  /** The mapping under {@code key}; an empty one where it is not set, or set wrongly. */
  Section section(String key) {
    Entry entry = ask(key);
    SequencedMap<String, Entry> inner = new LinkedHashMap<>();
    if (entry != null) {
      switch (entry.value()) {
        case Mapping mapping -> inner = mapping.entries();
        case Scalar _, Items _ ->
            fault(entry.value().place(), key, "must be a group of keys, and is " + shape(entry));
      }
    }
    return new Section(path + key + ".", inner, faults);
  }

  /** The same where {@code key} alone says something, without anything under it. */
  Section sectionOrNothing(String key) {
    Entry entry = ask(key);
    SequencedMap<String, Entry> inner = new LinkedHashMap<>();
    if (entry != null) {
      switch (entry.value()) {
        case Mapping mapping -> inner = mapping.entries();
        case Scalar(Place place, String text) -> {
          if (!text.isEmpty()) {
            // Not repeated: somebody may have taken this for the place of a key.
            fault(place, key, "must be a group of keys, or nothing");
          }
        }
        case Items(Place place, var _) -> fault(place, key, "must be a group of keys, or nothing");
      }
    }
    return new Section(path + key + ".", inner, faults);
  }

  /** Faults a key that would be unknown, with a reason of its own. */
  void forbid(String key, String why) {
    known.add(key);
    refuse(key, why);
    forbidden.add(key);
  }

  /** Where {@code key} stands is named in the fault; for rules that a kind cannot know. */
  void refuse(String key, String why) {
    Entry entry = entries.get(key);
    fault(entry == null ? Place.START : entry.key(), key, why);
  }

  /** Faults the keys that nobody asked for. */
  void end() {
    entries.forEach((key, entry) -> {
      if (!known.contains(key)) {
        faults.add(entry.key(), unknown(key));
      }
    });
  }

  private String unknown(String key) {
    var allowed = new TreeSet<>(known);
    allowed.removeAll(forbidden);
    String hint = Nearest.hint(key, allowed);
    return "unknown key '"
        + path
        + key
        + "'"
        + (hint.isEmpty() ? ";" : hint)
        + " allowed: "
        + String.join(", ", allowed);
  }

  private @Nullable Entry ask(String key) {
    known.add(key);
    return entries.get(key);
  }

  private <T> Optional<T> parsed(String key, YamlNode value, Kind<T> kind) {
    switch (value) {
      case Scalar(Place place, String text) when text.isEmpty() ->
          fault(place, key, "has no value; allowed: " + kind.allowed());
      case Scalar(Place place, String text) -> {
        try {
          return Optional.of(kind.parse(text));
        } catch (IllegalArgumentException refused) {
          fault(place, key, String.valueOf(refused.getMessage()));
        }
      }
      case Items _, Mapping _ ->
          fault(
              value.place(),
              key,
              "must be one value, and is " + value.shape() + "; allowed: " + kind.allowed());
    }
    return Optional.empty();
  }

  private static String shape(Entry entry) {
    return entry.value().shape();
  }

  private void fault(Place place, String key, String sentence) {
    faults.add(place, path + key + " " + sentence);
  }
}
