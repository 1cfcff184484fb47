// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.system.Tidy.Finding;
import dev.fairlead.system.Tidy.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TidyTest {
  private static final String SPDX = "// SPDX-License-Identifier: Apache-2.0\n";
  private static final Path MAIN = Path.of("core/model/src/main/java/dev/fairlead/model/A.java");
  private static final Path TEST =
      Path.of("core/model/src/test/java/dev/fairlead/model/ATest.java");

  @Test
  void theCodeBaseIsTidy() throws IOException {
    Checkout checkout = Checkout.ofThisBuild();
    List<Path> files = checkout.files();
    assertThat(files).contains(Path.of("pom.xml"));

    List<Finding> findings = new ArrayList<>(Tidy.checkPackages(files));
    for (Path file : files) {
      if (Tidy.isText(file)) {
        findings.addAll(Tidy.check(file, checkout.read(file)));
      }
    }

    assertThat(new TidyExceptions(exceptions()).judge(findings)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void findsAPlantedBreachOfEachRule(Rule rule) {
    assertThat(plant(rule)).extracting(Finding::rule).containsExactly(rule);
  }

  @Test
  void passesATidyFile() {
    String text = SPDX + "package a;\n\nimport " + "b.".repeat(60) + "C;\n\nclass A {}\n";
    assertThat(Tidy.check(MAIN, text)).isEmpty();
  }

  @Test
  void measuresTheMethodWithoutItsJavadoc() {
    String text = SPDX + "class A {\n  /**\n   * What.\n   */\n  void b() {\n  }\n}\n";
    assertThat(JavaMethods.in(text)).containsExactly(new JavaMethods.Extent("b", 6, 7));
  }

  @Test
  void anExceptionAllowsWhatItNamesAndNoMore() {
    Finding longFile = new Finding(Rule.FILE_LINES, "A.java", 1, 450);
    assertThat(new TidyExceptions("file-lines A.java 450 why").judge(List.of(longFile))).isEmpty();
    assertThat(new TidyExceptions("file-lines A.java 449 why").judge(List.of(longFile)))
        .containsExactly("file-lines A.java:1 (450)");
    assertThat(new TidyExceptions("file-lines B.java 450 why").judge(List.of(longFile))).hasSize(2);
  }

  @Test
  void anExceptionMayOnlyShrink() {
    Finding longFile = new Finding(Rule.FILE_LINES, "A.java", 1, 450);
    assertThat(new TidyExceptions("file-lines A.java 460 why").judge(List.of(longFile)))
        .containsExactly("exception no longer needed: file-lines A.java allows 460, is 450");
    assertThat(new TidyExceptions("file-lines A.java 460 why").judge(List.of()))
        .containsExactly("exception no longer needed: file-lines A.java allows 460, is 0");
  }

  @Test
  void anExceptionNeedsAReason() {
    assertThatThrownBy(() -> new TidyExceptions("file-lines A.java 450"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reason");
  }

  private static List<Finding> plant(Rule rule) {
    return switch (rule) {
      case FILE_LINES -> Tidy.check(MAIN, SPDX + "\n".repeat(400));
      case METHOD_LINES ->
          Tidy.check(MAIN, SPDX + "class A {\n  void b() {\n" + "\n".repeat(59) + "  }\n}\n");
      case COLUMNS -> Tidy.check(MAIN, SPDX + "// " + "x".repeat(98) + "\n");
      case PACKAGE_TYPES ->
          Tidy.checkPackages(
              IntStream.range(0, 26)
                  .mapToObj(i -> MAIN.resolveSibling("A" + i + ".java"))
                  .toList());
      case TAB -> Tidy.check(MAIN, SPDX + "class A {\t}\n");
      case TRAILING_SPACE -> Tidy.check(MAIN, SPDX + "class A {} \n");
      case FINAL_NEWLINE -> Tidy.check(MAIN, SPDX + "class A {}");
      case SPDX_LINE -> Tidy.check(MAIN, "class A {}\n");
      case UNFINISHED_WORK -> Tidy.check(MAIN, SPDX + "// TO" + "DO later\n");
      case SLEEP_IN_TEST -> Tidy.check(TEST, SPDX + "// Thread.sl" + "eep(5)\n");
      case SOMEBODYS_PATH -> Tidy.check(MAIN, SPDX + "// /home" + "/somebody\n");
    };
  }

  private static String exceptions() throws IOException {
    try (InputStream list = TidyTest.class.getResourceAsStream("/tidy-exceptions.txt")) {
      return new String(requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
