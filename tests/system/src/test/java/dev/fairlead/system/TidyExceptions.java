// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import dev.fairlead.system.Tidy.Finding;
import dev.fairlead.system.Tidy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is let off a rule for now, as a ratchet: each line of the list is {@code rule path size
 * reason}, and size has to be what is there today. More is a breach; less means that the line must
 * be lowered, and none that it must go.
 */
final class TidyExceptions {
  private final Map<String, Integer> allowed = new TreeMap<>();

  TidyExceptions(String list) {
    list.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split("\\s+", 4))
        .forEach(this::allow);
  }

  private void allow(String[] words) {
    if (words.length < 4) {
      throw new IllegalArgumentException(
          "a line of the exceptions needs rule, path, size and reason: " + String.join(" ", words));
    }
    allowed.put(words[0] + " " + words[1], Integer.valueOf(words[2]));
  }

  /** What is wrong after all: breaches not listed, and lines that no longer say what is. */
  List<String> judge(List<Finding> findings) {
    Map<String, Integer> sizes = new TreeMap<>();
    for (Finding finding : findings) {
      sizes.merge(key(finding), finding.size(), sized(finding.rule()) ? Math::max : Integer::sum);
    }
    List<String> wrong = new ArrayList<>();
    for (Finding finding : findings) {
      if (sizes.getOrDefault(key(finding), 0) > allowed.getOrDefault(key(finding), 0)) {
        wrong.add(finding.toString());
      }
    }
    allowed.forEach((key, size) -> {
      int today = sizes.getOrDefault(key, 0);
      if (today < size) {
        wrong.add("exception no longer needed: " + key + " allows " + size + ", is " + today);
      }
    });
    return wrong;
  }

  private static String key(Finding finding) {
    return finding.rule().key() + " " + finding.path();
  }

  /** Whether a rule measures one thing, rather than counting what should not be there. */
  private static boolean sized(Rule rule) {
    return switch (rule) {
      case FILE_LINES, METHOD_LINES, PACKAGE_TYPES -> true;
      case COLUMNS,
          TAB,
          TRAILING_SPACE,
          FINAL_NEWLINE,
          SPDX_LINE,
          UNFINISHED_WORK,
          SLEEP_IN_TEST,
          SOMEBODYS_PATH ->
          false;
    };
  }
}
