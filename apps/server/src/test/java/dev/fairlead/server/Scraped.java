// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page in Prometheus' text format 0.0.4, read as strictly as its description is written: each
 * family once, its HELP and TYPE before its samples, its samples together, none twice.
 */
record Scraped(Map<String, Family> families) {
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-z_][a-z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\n\"])*)\"(?:,|$)");
  private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary");

  /** One metric. */
  record Family(String name, String type, String help, List<Sample> samples) {
    /** What has exactly these labels, written {@code a=b,c=d} in alphabetical order. */
    BigDecimal value(String labels) {
      return value("", labels);
    }

    BigDecimal value(String suffix, String labels) {
      return samples.stream()
          .filter(sample -> sample.name().equals(name + suffix))
          .filter(sample -> sample.text().equals(labels))
          .map(Sample::value)
          .findFirst()
          .orElseThrow(() -> new AssertionError(name + suffix + " has no " + labels));
    }
  }

  /** One line. */
  record Sample(String name, Map<String, String> labels, BigDecimal value) {
    String text() {
      return String.join(",", labels.entrySet().stream().map(Object::toString).toList());
    }
  }

  Family family(String name) {
    assertThat(families).containsKey(name);
    return Objects.requireNonNull(families.get(name));
  }

  static Scraped read(String page) {
    assertThat(page).endsWith("\n");
    Map<String, Family> families = new LinkedHashMap<>();
    Set<String> samples = new HashSet<>();
    Family family = new Family("", "", "", List.of());
    String help = "";
    for (String line : page.lines().toList()) {
      if (line.startsWith("# HELP ")) {
        help = line.substring("# HELP ".length());
      } else if (line.startsWith("# TYPE ")) {
        String[] words = line.substring("# TYPE ".length()).split(" ", -1);
        assertThat(help).as(line).startsWith(words[0] + " ");
        assertThat(words[1]).as(line).isIn(TYPES);
        String text = help.substring(words[0].length() + 1);
        family = new Family(words[0], words[1], text, new ArrayList<>());
        assertThat(families.put(words[0], family)).as("twice " + line).isNull();
      } else {
        Sample sample = sample(line);
        assertThat(owner(sample.name(), family.type())).as(line).isEqualTo(family.name());
        assertThat(samples.add(sample.name() + " " + sample.text())).as("twice " + line).isTrue();
        family.samples().add(sample);
      }
    }
    return new Scraped(families);
  }

  private static Sample sample(String line) {
    Matcher matcher = SAMPLE.matcher(line);
    assertThat(matcher.matches()).as(line).isTrue();
    Map<String, String> labels = new TreeMap<>();
    if (matcher.group(2) != null) {
      Matcher label = LABEL.matcher(matcher.group(2));
      int end = 0;
      while (label.find() && label.start() == end) {
        assertThat(labels.put(label.group(1), label.group(2))).as(line).isNull();
        end = label.end();
      }
      assertThat(end).as(line).isEqualTo(matcher.group(2).length());
    }
    return new Sample(matcher.group(1), labels, new BigDecimal(matcher.group(3)));
  }

  /** The family that a sample of a histogram or a summary belongs to. */
  private static String owner(String sample, String type) {
    return switch (type) {
      case "histogram" -> sample.replaceFirst("_(bucket|sum|count)$", "");
      case "summary" -> sample.replaceFirst("_(sum|count)$", "");
      default -> sample;
    };
  }
}
