package io.medsift.integration.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The list of libraries is that of what is shipped: with the command line, and in the image. */
class ThirdPartyTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NOTICE = Pattern.compile("(?m)^- ([\\w.-]+:[\\w.-]+:[\\w.-]+)");
  private static final Pattern BUNDLED = Pattern.compile("\\) ([^ ]+:[^ ]+:[^ ]+), in (\\S+)$");
  private static final Pattern LIBRARY = Pattern.compile("\\(([^:() ]+):([^: ]+):([^ ]+) - ");

  @Test
  void everyShippedLibraryIsListedWithItsVersion() throws IOException {
    Set<String> listed = new TreeSet<>();
    for (String line : Files.readAllLines(ROOT.resolve("THIRD-PARTY.txt"))) {
      Matcher library = LIBRARY.matcher(line);
      if (library.find()) {
        listed.add(library.group(2) + "-" + library.group(3));
      }
    }
    Set<String> shipped = new TreeSet<>(jars("flink-jobs/cli/target/lib"));
    shipped.addAll(jars("flink-jobs/cluster/target/image/lib"));
    shipped.addAll(jars("flink-jobs/cluster/target/image/flink/lib"));
    shipped.addAll(jars("flink-jobs/cluster/target/image/flink/plugins"));
    assertThat(listed).containsExactlyInAnyOrderElementsOf(shipped);
  }

  @Test
  void whatTheyBundleIsListedToo() throws IOException {
    Set<String> listed = new TreeSet<>();
    for (String line : Files.readAllLines(ROOT.resolve("THIRD-PARTY.txt"))) {
      Matcher bundled = BUNDLED.matcher(line);
      if (bundled.find()) {
        listed.add(bundled.group(1) + " in " + bundled.group(2));
      }
    }
    Set<String> shipped = new TreeSet<>();
    for (String directory : List.of("cli/target/lib", "cluster/target/image")) {
      for (Path jar : files("flink-jobs/" + directory)) {
        bundles(jar).forEach(library -> shipped.add(library + " in " + name(jar)));
      }
    }
    assertThat(listed).hasSizeGreaterThan(100).containsExactlyInAnyOrderElementsOf(shipped);
  }

  /** The libraries that a jar says that it has in itself. */
  private static List<String> bundles(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry notice = zip.getEntry("META-INF/NOTICE");
      if (notice == null) {
        return List.of();
      }
      String text = new String(zip.getInputStream(notice).readAllBytes(), StandardCharsets.UTF_8);
      return NOTICE.matcher(text).results().map(found -> found.group(1)).toList();
    }
  }

  private static List<String> jars(String directory) throws IOException {
    return files(directory).stream().map(ThirdPartyTest::name).toList();
  }

  private static List<Path> files(String directory) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve(directory))) {
      return files
          .filter(file -> file.toString().endsWith(".jar") && !name(file).startsWith("medsift-"))
          .toList();
    }
  }

  private static String name(Path jar) {
    String name = jar.getFileName().toString();
    return name.substring(0, name.length() - ".jar".length());
  }
}
