// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The house rules that can be read off a file's text.
 *
 * <p>The patterns are written so that they don't find themselves.
 */
final class Tidy {
  static final int FILE_LINES_MAX = 400;
  static final int METHOD_LINES_MAX = 60;
  static final int COLUMNS_MAX = 100;
  static final int PACKAGE_TYPES_MAX = 25;

  private static final String SPDX = "// SPDX-License-Identifier: Apache-2.0";
  private static final Pattern UNFINISHED = Pattern.compile("\\b(T[O]DO|F[I]XME|X[X]X)\\b");
  private static final Pattern SLEEP =
      Pattern.compile("\\bT[h]read\\s*\\.\\s*sleep\\b|\\bsleep\\(");
  private static final Pattern SOMEBODYS_PATH =
      Pattern.compile("(?<![\\w.~}])/(home|root|work|Users)/[\\w.]");
  private static final Pattern MAY_BE_LONG = Pattern.compile("^(package|import) |https?://");

  private Tidy() {}

  /** A rule, as the list of exceptions names it. */
  enum Rule {
    FILE_LINES("file-lines"),
    METHOD_LINES("method-lines"),
    COLUMNS("columns"),
    PACKAGE_TYPES("package-types"),
    TAB("tab"),
    TRAILING_SPACE("trailing-space"),
    FINAL_NEWLINE("final-newline"),
    SPDX_LINE("spdx-line"),
    UNFINISHED_WORK("unfinished-work"),
    SLEEP_IN_TEST("sleep-in-test"),
    SOMEBODYS_PATH("somebodys-path");

    private final String key;

    Rule(String key) {
      this.key = key;
    }

    String key() {
      return key;
    }
  }

  /**
   * One breach.
   *
   * @param size what the rule measures: lines, types, or 1 for what just should not be there
   */
  record Finding(Rule rule, String path, int line, int size) {
    @Override
    public String toString() {
      return rule.key() + " " + path + ":" + line + " (" + size + ")";
    }
  }

  /** Checks one file by its path in the checkout and its text. */
  static List<Finding> check(Path file, String text) {
    String path = file.toString().replace('\\', '/');
    boolean java = path.endsWith(".java");
    List<Finding> findings = new ArrayList<>();
    if (!text.isEmpty() && !text.endsWith("\n")) {
      findings.add(new Finding(Rule.FINAL_NEWLINE, path, 1, 1));
    }
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      checkLine(path, i + 1, lines.get(i), findings);
    }
    if (java) {
      checkJava(path, text, lines, findings);
    }
    return findings;
  }

  /** Finds packages with too many files. */
  static List<Finding> checkPackages(List<Path> files) {
    return files.stream()
        .filter(file -> file.toString().contains("/src/main/java/"))
        .filter(file -> !file.toString().endsWith("-info.java"))
        .map(file -> String.valueOf(file.getParent()))
        .collect(groupingBy(folder -> folder, TreeMap::new, summingInt(_ -> 1)))
        .entrySet()
        .stream()
        .filter(types -> types.getValue() > PACKAGE_TYPES_MAX)
        .map(types -> new Finding(Rule.PACKAGE_TYPES, types.getKey(), 1, types.getValue()))
        .toList();
  }

  private static void checkLine(String path, int number, String line, List<Finding> findings) {
    boolean code = !path.endsWith(".md");
    if (line.indexOf('\t') >= 0) {
      findings.add(new Finding(Rule.TAB, path, number, 1));
    }
    if (line.endsWith(" ")) {
      findings.add(new Finding(Rule.TRAILING_SPACE, path, number, 1));
    }
    if (SOMEBODYS_PATH.matcher(line).find()) {
      findings.add(new Finding(Rule.SOMEBODYS_PATH, path, number, 1));
    }
    if (code && UNFINISHED.matcher(line).find()) {
      findings.add(new Finding(Rule.UNFINISHED_WORK, path, number, 1));
    }
    if (isTest(path) && path.endsWith(".java") && SLEEP.matcher(line).find()) {
      findings.add(new Finding(Rule.SLEEP_IN_TEST, path, number, 1));
    }
    if (path.endsWith(".java")
        && line.codePointCount(0, line.length()) > COLUMNS_MAX
        && !MAY_BE_LONG.matcher(line).find()) {
      findings.add(new Finding(Rule.COLUMNS, path, number, 1));
    }
  }

  private static void checkJava(
      String path, String text, List<String> lines, List<Finding> findings) {
    if (lines.isEmpty() || !lines.getFirst().equals(SPDX)) {
      findings.add(new Finding(Rule.SPDX_LINE, path, 1, 1));
    }
    if (lines.size() > FILE_LINES_MAX) {
      findings.add(new Finding(Rule.FILE_LINES, path, 1, lines.size()));
    }
    if (lines.size() <= METHOD_LINES_MAX) {
      return; // No method is longer than its file.
    }
    for (JavaMethods.Extent method : JavaMethods.in(text)) {
      if (method.lines() > METHOD_LINES_MAX) {
        findings.add(new Finding(Rule.METHOD_LINES, path, method.firstLine(), method.lines()));
      }
    }
  }

  private static boolean isTest(String path) {
    return path.contains("/src/test/") || path.startsWith("tests/");
  }

  /** Texts that people write here; not what tools and other authors wrote. */
  static boolean isText(Path file) {
    String path = file.toString().replace('\\', '/');
    if (path.startsWith("mvnw") || path.startsWith("packaging/licenses/")) {
      return false;
    }
    return Stream.of(
                ".java",
                ".md",
                ".xml",
                ".yaml",
                ".yml",
                ".sh",
                ".sql",
                ".properties",
                ".txt",
                ".json",
                ".js",
                ".mjs",
                ".html",
                ".css",
                ".service",
                ".config",
                ".gitignore")
            .anyMatch(path::endsWith)
        || Stream.of("fairlead", "Dockerfile", "NOTICE", ".ci/run").anyMatch(path::equals);
  }
}
