// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words of one line of a script, taken from the left; named ones from wherever they stand. */
final class Words {
  private final List<String> words;

  Words(String line) {
    words = new ArrayList<>(List.of(line.split(" ", -1)));
  }

  boolean isEmpty() {
    return words.isEmpty();
  }

  String next() {
    return words.removeFirst();
  }

  /** All that is left, as one text. */
  String rest() {
    String rest = String.join(" ", words);
    words.clear();
    return rest;
  }

  /** Whether the word stands there; taken if so. */
  boolean has(String word) {
    return words.remove(word);
  }

  /** The word after {@code name}, both taken, if {@code name} stands there. */
  Optional<String> after(String name) {
    int at = words.indexOf(name);
    if (at < 0) {
      return Optional.empty();
    }
    words.remove(at);
    return Optional.of(words.remove(at));
  }

  String after(String name, String otherwise) {
    return after(name).orElse(otherwise);
  }
}
