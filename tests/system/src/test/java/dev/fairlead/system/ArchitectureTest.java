// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The arrows between modules, and what pure modules must not do.
 *
 * <p>No rule passes because it found nothing to look at: a module without classes fails, and each
 * ban is tried on {@link Planted}, which breaks them all.
 */
final class ArchitectureTest {
  /** While the first modules are being written: those without sources are skipped, not failed. */
  private static final boolean MODULES_MAY_BE_EMPTY = false;

  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPackages(Module.packagesOf(Set.of(Module.values())));

  private static final Pattern VAGUE_NAME = Pattern.compile(".*(Impl|Utils?|Helper|Manager)");

  @ParameterizedTest
  @EnumSource
  void arrowsPointInward(Module module) {
    assumeWritten(module);
    String[] forbidden = module.forbiddenPackages();
    assertThat(classesOf(module)).isNotEmpty();
    if (forbidden.length > 0) {
      noClasses()
          .that()
          .resideInAnyPackage(module.packages().toArray(String[]::new))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(forbidden)
          .check(CLASSES);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyPackageOfAModuleIsOnTheMap(Module module) {
    assumeWritten(module);
    assertThat(packagesIn(module)).isEqualTo(new TreeSet<>(module.packages()));
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.fairlead.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyTheKeyStoreKnowsTheLibraryThatEncrypts() {
    var library = JavaClass.Predicates.resideInAPackage("org.bouncycastle..");
    assertThat(classesOf(Module.CLI))
        .filteredOn(type ->
            type.getDirectDependenciesFromSelf().stream()
                .anyMatch(dependency -> library.test(dependency.getTargetClass())))
        .extracting(JavaClass::getPackageName)
        .isNotEmpty()
        .containsOnly("dev.fairlead.secrets");
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.fairlead.secrets")
        .should()
        .dependOnClassesThat(library)
        .check(CLASSES);
  }

  @ParameterizedTest
  @EnumSource
  void everyPackageIsNullMarked(Module module) {
    assumeWritten(module);
    assertThat(module.packages())
        .allSatisfy(name -> assertThat(isNullMarked(CLASSES.getPackage(name))).isTrue());
  }

  @ParameterizedTest
  @EnumSource
  void namesSayWhatThingsAre(Module module) {
    assumeWritten(module);
    assertThat(classesOf(module))
        .extracting(JavaClass::getSimpleName)
        .filteredOn(name -> VAGUE_NAME.matcher(name).matches())
        .isSubsetOf("BrokerManager");
  }

  @ParameterizedTest
  @EnumSource(names = {"MODEL", "ENGINE", "VENUE"})
  void pureModulesArePure(Module module) {
    assumeWritten(module);
    assertThat(findings(module, Purity::breaches)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"MODEL", "ENGINE"})
  void moneyIsNeverBinaryFloatingPoint(Module module) {
    assumeWritten(module);
    assertThat(findings(module, Purity::floatingPoint)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLI")
  void onlyMainReadsTheWallClock(Module module) {
    assumeWritten(module);
    assertThat(findings(module, Purity::wallClock)).isEmpty();
  }

  @Test
  void engineAndBrokersNeverSeeEachOther() {
    assertThat(Module.ENGINE.forbiddenPackages())
        .contains("dev.fairlead.broker", "dev.fairlead.paper", "dev.fairlead.gateway");
    assertThat(Module.PAPER.forbiddenPackages()).contains("dev.fairlead.engine");
    assertThat(Module.ALPACA.forbiddenPackages())
        .contains("dev.fairlead.engine", "dev.fairlead.gateway", "dev.fairlead.paper");
    assertThat(Module.SERVER.forbiddenPackages())
        .contains("dev.fairlead.paper", "dev.fairlead.alpaca");
    assertThat(Module.CLI.forbiddenPackages())
        .containsExactlyInAnyOrderElementsOf(Module.TESTKIT.packages());
  }

  @Test
  void pureModulesUseUnorderedCollectionsOnlyWhereListed() throws IOException {
    Set<String> users =
        Module.PURE.stream()
            .flatMap(module -> classesOf(module).stream())
            .filter(type -> !Purity.unordered(type).isEmpty())
            .map(JavaClass::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(users).isEqualTo(unorderedAllowed());
  }

  @Test
  void bansFindWhatIsPlanted() {
    JavaClass planted = new ClassFileImporter().importClass(Planted.class);
    assertThat(String.join("\n", Purity.breaches(planted)))
        .contains("java.time.Instant.now()")
        .contains("java.lang.System.nanoTime()")
        .contains("java.util.UUID.randomUUID()")
        .contains("java.lang.Math.random()")
        .contains("java.util.Locale.getDefault()")
        .contains("java.lang.System.getenv(java.lang.String)")
        .contains("java.lang.System.identityHashCode(java.lang.Object)")
        .contains("uses java.lang.Thread")
        .contains("uses java.io.File")
        .contains("Planted.files() guards")
        .contains("Planted.guarded guards");
    assertThat(String.join("\n", Purity.unordered(planted)))
        .contains("java.util.HashMap.<init>(java.util.Map)")
        .contains("java.util.Map.of(")
        .contains("java.util.stream.Collectors.toSet()");
    assertThat(Purity.floatingPoint(planted)).hasSize(2);
    assertThat(Purity.wallClock(planted)).hasSize(1);
  }

  private static void assumeWritten(Module module) {
    if (MODULES_MAY_BE_EMPTY) {
      assumeTrue(
          Files.exists(Checkout.ofThisBuild().root().resolve(module.folder() + "/src/main/java")),
          module.folder() + " has no sources yet");
    }
  }

  private static List<JavaClass> classesOf(Module module) {
    return CLASSES.stream()
        .filter(type -> module.packages().contains(type.getPackageName()))
        .toList();
  }

  private static Set<String> findings(Module module, Function<JavaClass, Set<String>> check) {
    List<JavaClass> classes = classesOf(module);
    assertThat(classes).isNotEmpty();
    return classes.stream()
        .flatMap(type -> check.apply(type).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> packagesIn(Module module) {
    String sources = module.folder() + "/src/main/java/";
    return Checkout.ofThisBuild().files().stream()
        .map(file -> file.toString().replace('\\', '/'))
        .filter(file -> file.startsWith(sources) && !file.endsWith("/module-info.java"))
        .map(file -> file.substring(sources.length(), file.lastIndexOf('/')).replace('/', '.'))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isNullMarked(JavaPackage javaPackage) {
    return javaPackage.tryGetPackageInfo().isPresent()
        && javaPackage.isAnnotatedWith(NullMarked.class);
  }

  /** Classes whose unordered collections are never iterated; a line each, with the reason. */
  private static Set<String> unorderedAllowed() throws IOException {
    try (InputStream list =
        ArchitectureTest.class.getResourceAsStream("/unordered-collections.txt")) {
      String text = new String(requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> Arrays.asList(line.split("\\s+", 2)))
          .peek(words -> assertThat(words).as("class and reason").hasSize(2))
          .map(List::getFirst)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
