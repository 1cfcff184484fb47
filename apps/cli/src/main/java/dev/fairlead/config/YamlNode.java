// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import java.util.List;
import java.util.SequencedMap;

/** A piece of a YAML document that knows where it stands. */
sealed interface YamlNode {
  Place place();

  /** What a person calls this shape. */
  String shape();

  /** A line and a column, both counted from 1. */
  record Place(int line, int column) {
    static final Place START = new Place(1, 1);
  }

  /** One value, as it was written; empty when nothing was. */
  record Scalar(Place place, String text) implements YamlNode {
    @Override
    public String shape() {
      return text.isEmpty() ? "empty" : "the value '" + text + "'";
    }
  }

  record Items(Place place, List<YamlNode> items) implements YamlNode {
    @Override
    public String shape() {
      return "a list";
    }
  }

  record Mapping(Place place, SequencedMap<String, Entry> entries) implements YamlNode {
    @Override
    public String shape() {
      return "a group of keys";
    }
  }

  /** A key's value, and where the key stands. */
  record Entry(Place key, YamlNode value) {}
}
