package io.medsift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code medsift}, with a Java and a Maven that only write down how they are called. */
class LauncherTest {
  private static final String DUMP = "-Xshare:dump";

  @TempDir private Path directory;

  private Path checkout;

  @BeforeEach
  void makeCheckout() throws IOException {
    checkout = directory.resolve("a checkout");
    Path cli = checkout.resolve("flink-jobs/cli");
    write(cli.resolve("src/main/java/Main.java"), "class Main {}");
    write(cli.resolve("src/main/launcher/classes"), "java/lang/ Object String");
    write(checkout.resolve("pom.xml"), "<project/>");
    for (String folder : List.of("schemas", "deploy/centroids", "deploy/demo", "deploy/recipes")) {
      write(checkout.resolve(folder).resolve("file"), folder);
    }
    write(cli.resolve("target/medsift-cli-1.jar"), "");
    // Which 'mvn package' leaves too, and which comes first by name.
    write(cli.resolve("target/medsift-cli-1-tests.jar"), "");
    write(cli.resolve("target/lib/b.jar"), "");
    write(cli.resolve("target/lib/a.jar"), "");
    Files.copy(Path.of("../../medsift"), checkout.resolve("medsift"));
    Path bin = directory.resolve("bin");
    script(
        bin.resolve("mvn"),
        """
        echo "mvn $*" >>"$CALLS"
        printf '\\033[0mbuilt\\033[0m\\n'
        """);
    java("17.0.15");
  }

  /** It is made behind the back of the command, and the folder could not be deleted meanwhile. */
  @AfterEach
  void awaitArchive() throws Exception {
    Path kept = checkout.resolve("flink-jobs/cli/target/launcher");
    if (Files.exists(kept.resolve("archive"))) {
      awaitFile(kept.resolve("classes.jsa"));
      await("a list of classes is left", () -> !hasList(kept));
    }
  }

  private static boolean hasList(Path kept) {
    String[] lists = kept.toFile().list((folder, name) -> name.matches("classes\\.\\d+"));
    return lists != null && lists.length > 0;
  }

  @Test
  void runsWhatIsBuiltWithAnExplicitClassPath() throws Exception {
    Run run = launch("--help");
    assertThat(run.error()).isEmpty();
    Path target = checkout.resolve("flink-jobs/cli/target");
    assertThat(run.calls())
        .contains(
            "-cp %s/medsift-cli-1.jar:%s/lib/a.jar:%s/lib/b.jar io.medsift.cli.Medsift --help"
                .formatted(target, target, target))
        .doesNotContain("mvn", DUMP);
  }

  @Test
  void doesNotBuildACopyAgainWhoseTimesAreNew() throws Exception {
    launch("--help");
    Path copy = directory.resolve("copy");
    try (Stream<Path> files = Files.walk(checkout)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(checkout.relativize(file)));
      }
    }
    Instant later = Instant.now().plusSeconds(60);
    Files.setLastModifiedTime(copy.resolve("pom.xml"), FileTime.from(later));
    checkout = copy;
    assertThat(launch("--help").calls()).doesNotContain("mvn").contains("--help");
  }

  @Test
  void buildsAgainWhenASourceIsAnotherAndSaysHowLongTheLastBuildTook() throws Exception {
    launch("--help");
    Path source = checkout.resolve("flink-jobs/cli/src/main/java/Main.java");
    write(source, "class Main { }");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    Run first = launch("--help");
    assertThat(first.error()).contains("Building Medsift, once. This takes some minutes.");
    assertThat(first.calls()).contains("mvn -q -B");
    assertThat(first.error()).contains("built").doesNotContain("\033");
    assertThat(launch("--help").calls()).doesNotContain("mvn");

    write(checkout.resolve("flink-jobs/cli/target/launcher/seconds"), "125");
    write(source, "class Main {  }");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(90)));
    assertThat(launch("--help").error())
        .contains("whose sources changed. The last build took 2 min 05 s.");
  }

  @Test
  void makesAnArchiveOfClassesAfterABuild() throws Exception {
    Files.delete(checkout.resolve("flink-jobs/cli/target/medsift-cli-1.jar"));
    script(directory.resolve("bin/mvn"), "touch flink-jobs/cli/target/medsift-cli-1.jar");
    assertThat(launch("--help").error()).contains("Building Medsift");
    awaitFile(checkout.resolve("flink-jobs/cli/target/launcher/classes.jsa"));
  }

  @Test
  void makesAnArchiveOfClassesOnceAndForTheseJarsOnly() throws Exception {
    Path archive = checkout.resolve("flink-jobs/cli/target/launcher/classes.jsa");
    launch("--help");
    assertThat(archive).doesNotExist();
    write(checkout.resolve("schemas/target/classes/io/medsift/Sample.class"), "");
    write(checkout.resolve("flink-jobs/cli/target/classes/io/medsift/cli/Medsift.class"), "");
    assertThat(launch("demo").error()).isEmpty();
    awaitFile(archive);
    assertThat(Files.readString(archive).split("\\s+"))
        .contains("java/lang/Object", "io/medsift/Sample", "io/medsift/cli/Medsift");
    assertThat(launch("demo").calls())
        .doesNotContain(DUMP)
        .contains("-XX:SharedArchiveFile=" + archive)
        .contains("-XX:ArchiveRelocationMode=0");
    Files.setLastModifiedTime(
        checkout.resolve("flink-jobs/cli/target/lib/a.jar"),
        FileTime.from(Instant.now().plusSeconds(60)));
    Instant before = Files.getLastModifiedTime(archive).toInstant();
    launch("demo");
    awaitFile(archive);
    assertThat(Files.getLastModifiedTime(archive).toInstant()).isAfter(before);
  }

  private static void awaitFile(Path file) throws InterruptedException {
    await("there is no " + file, () -> Files.exists(file));
  }

  private static void await(String problem, BooleanSupplier solved) throws InterruptedException {
    Instant deadline = Instant.now().plusSeconds(300);
    while (!solved.getAsBoolean()) {
      assertThat(Instant.now()).as(problem).isBefore(deadline);
      Thread.sleep(20);
    }
  }

  @Test
  void leavesTheOptimisingCompilerToWorkThatIsLong() throws Exception {
    String small = write(directory.resolve("small.jsonl"), "{}\n").toString();
    String large = write(directory.resolve("large.jsonl"), "x".repeat(9_000_000)).toString();
    String quick = "-XX:TieredStopAtLevel=1";
    assertThat(launch("run", "--input", small, "--out", "x").calls()).contains(quick);
    assertThat(launch("run", "--input=" + large, "--out", "x").calls()).doesNotContain(quick);
    assertThat(launch("run", "--input", "data/*.jsonl", "--out", "x").calls())
        .doesNotContain(quick);
    assertThat(launch("up").calls()).doesNotContain(quick);
  }

  @Test
  void givesNewerJavasTheirOptionsAndRefusesOldOnes() throws Exception {
    assertThat(launch("--help").calls()).doesNotContain("--sun-misc", "--enable-native");
    java("25.0.3");
    assertThat(launch("--help").calls())
        .contains("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");
    java("1.8.0_392");
    Run old = launch("--help");
    assertThat(old.code()).isOne();
    assertThat(old.error()).contains("is Java 8: Medsift needs 17 or newer.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "tr_TR.UTF-8", "ar_EG.utf8"})
  void readsAndWritesUtf8UnlessTheLocaleSaysSomethingElse(String locale) throws Exception {
    assertThat(launchIn(locale, "--help").calls())
        .contains(
            "LC_ALL=C.UTF-8",
            "-Dsun.jnu.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "-Dsun.stderr.encoding=UTF-8");
  }

  @Test
  void keepsAnotherEncodingButNotItsLanguage() throws Exception {
    assertThat(launchIn("de_DE.ISO-8859-1", "--help").calls())
        .contains("LC_ALL= LC_CTYPE=de_DE.ISO-8859-1 LC_MESSAGES=C ")
        .doesNotContain("-Dstdout.encoding");
  }

  private record Run(int code, String error, String calls) {}

  private Run launch(String... arguments) throws Exception {
    return launchIn("C", arguments);
  }

  private Run launchIn(String locale, String... arguments) throws Exception {
    Path calls = directory.resolve("calls");
    Files.deleteIfExists(calls);
    Path error = directory.resolve("error");
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of("bash", checkout.resolve("medsift").toString()),
                        Stream.of(arguments))
                    .toList())
            .directory(directory.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(error.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    environment.put("LC_ALL", locale);
    environment.put("CALLS", calls.toString());
    environment.put("JAVA_HOME", directory.resolve("java").toString());
    environment.put("PATH", directory.resolve("bin") + ":" + environment.get("PATH"));
    Process process = builder.start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("the launcher has ended").isTrue();
    return new Run(
        process.exitValue(),
        Files.readString(error),
        Files.exists(calls) ? Files.readString(calls) : "");
  }

  private void java(String version) throws IOException {
    Path home = directory.resolve("java");
    write(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(
        home.resolve("bin/java"),
        """
        echo "LC_ALL=$LC_ALL LC_CTYPE=$LC_CTYPE LC_MESSAGES=$LC_MESSAGES java $*" >>"$CALLS"
        for argument; do
          case $argument in
            -XX:SharedArchiveFile=*) archive=${argument#*=} ;;
            -XX:SharedClassListFile=*) list=${argument#*=} ;;
            -Xshare:dump) dump=1 ;;
          esac
        done
        if [ -n "${dump:-}" ]; then cat "$list" >"$archive"; fi
        """);
  }

  private static void script(Path file, String text) throws IOException {
    write(file, "#!/bin/sh\n" + text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text, UTF_8);
  }
}
