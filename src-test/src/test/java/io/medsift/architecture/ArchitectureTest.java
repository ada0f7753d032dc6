package io.medsift.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Fails on a circle between packages, and on a package that knows one it must not know. */
final class ArchitectureTest {
  /** From the bottom to the top: a module knows those before it. */
  private static final List<String> MODULES =
      List.of("schemas", "algorithms", "datasets", "jobs", "review", "console", "cluster", "cli");

  private static final Pattern MODULE =
      Pattern.compile("/(?:flink-jobs/)?(\\w+)/target/|/medsift-(\\w+)-[^/]*\\.jar");

  private static final String LITERALS =
      "(\"(?:[^\"\\\\\n]|\\\\.)*+\"(?:\\s*\\+\\s*\"(?:[^\"\\\\\n]|\\\\.)*+\")*+)";
  private static final Pattern FORMATTED = Pattern.compile(LITERALS + "\\)?\\s*\\.formatted\\(");
  private static final Pattern FORMAT = Pattern.compile("\\b(?:format|printf)\\(\\s*" + LITERALS);

  /** A conversion whose digits and separators are those of a locale. */
  private static final Pattern NUMBER = Pattern.compile("%[-,+0(#]*\\d*(?:\\.\\d+)?[dfeEgGtT]");

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    // Of classes of libraries the rules ask for the name alone: to read them takes most of the
    // time.
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    classes =
        new ClassFileImporter()
            .withImportOption(ArchitectureTest::isMain)
            .importPackages("io.medsift");
    assertThat(classes.stream().map(ArchitectureTest::module).distinct())
        .containsExactlyInAnyOrderElementsOf(MODULES);
  }

  private static boolean isMain(Location location) {
    return !location.contains("/test-classes/") && !location.contains("-tests.jar");
  }

  private static String module(JavaClass one) {
    String source = one.getSource().orElseThrow().getUri().toString();
    Matcher module = MODULE.matcher(source);
    if (!module.find()) {
      throw new AssertionError("of no module: " + source);
    }
    return module.group(1) == null ? module.group(2) : module.group(1);
  }

  @Test
  void noPackagesDependOnEachOtherInACircle() {
    slices().matching("io.medsift.(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void aModuleKnowsOnlyThoseBelowIt() {
    Set<String> upward = new TreeSet<>();
    for (JavaClass one : classes) {
      int floor = MODULES.indexOf(module(one));
      for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
        JavaClass other = dependency.getTargetClass().getBaseComponentType();
        if (other.getPackageName().startsWith("io.medsift")
            && MODULES.indexOf(module(other)) > floor) {
          upward.add(dependency.getDescription());
        }
      }
    }
    assertThat(upward).isEmpty();
  }

  @Test
  void aPackageLiesInOneModule() {
    Map<String, Set<String>> modules =
        classes.stream()
            .collect(
                groupingBy(
                    JavaClass::getPackageName,
                    TreeMap::new,
                    mapping(ArchitectureTest::module, toCollection(TreeSet::new))));
    modules.values().removeIf(found -> found.size() == 1);
    assertThat(modules).isEmpty();
  }

  @Test
  void algorithmsAndDatasetsKnowNoFlink() {
    for (String module : List.of("schemas", "algorithms", "datasets")) {
      noClasses()
          .that(of(module))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink..")
          .check(classes);
    }
  }

  @Test
  void onlyTheCommandLineKnowsPicocli() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.medsift.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(classes);
  }

  @Test
  void theReadSideWritesToNoTerminalAndEndsNoProcess() {
    noClasses()
        .that()
        .resideInAnyPackage("io.medsift.review..", "io.medsift.console..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(classes);
  }

  @Test
  void kafkaKnowsNoSample() {
    noClasses()
        .that()
        .resideInAPackage("io.medsift.kafka..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.medsift.sample..", "io.medsift.codec..", "io.medsift.recipe..")
        .check(classes);
  }

  @Test
  void aSimpleNameStandsForOneType() {
    Map<String, Set<String>> packages =
        classes.stream()
            .filter(one -> one.isTopLevelClass() && !one.getSimpleName().equals("package-info"))
            .collect(
                groupingBy(
                    JavaClass::getSimpleName,
                    TreeMap::new,
                    mapping(JavaClass::getPackageName, toCollection(TreeSet::new))));
    packages.values().removeIf(found -> found.size() == 1);
    assertThat(packages).isEmpty();
  }

  @Test
  void numbersInTextDoNotDependOnTheLocale() throws IOException {
    List<String> wrong = new ArrayList<>();
    Path root = Path.of(System.getProperty("basedir", ".")).resolve("..");
    for (String modules : List.of("schemas", "flink-jobs")) {
      try (Stream<Path> files = Files.walk(root.resolve(modules))) {
        for (Path file : files.filter(ArchitectureTest::isMainSource).toList()) {
          String source = Files.readString(file);
          Stream.of(FORMATTED, FORMAT)
              .flatMap(call -> call.matcher(source).results())
              .filter(call -> NUMBER.matcher(call.group(1)).find())
              .forEach(call -> wrong.add(file.getFileName() + ": " + call.group(1)));
        }
      }
    }
    assertThat(wrong).as("format(Locale.ROOT, …) for these").isEmpty();
  }

  private static boolean isMainSource(Path file) {
    return file.toString().contains("/src/main/java/") && file.toString().endsWith(".java");
  }

  private static DescribedPredicate<JavaClass> of(String module) {
    return DescribedPredicate.describe("of " + module, one -> module(one).equals(module));
  }
}
