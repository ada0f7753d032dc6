package io.medsift.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of libraries is that of what is shipped: with the command line, and in the image. */
class ThirdPartyTest {
  private static final Path ROOT = Path.of("..");
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
    // Plugins are left out: they are Flink's own, as in its distribution.
    shipped.addAll(jars("flink-jobs/cluster/target/image/lib"));
    shipped.addAll(jars("flink-jobs/cluster/target/image/flink/lib"));
    assertThat(listed).containsExactlyInAnyOrderElementsOf(shipped);
  }

  private static List<String> jars(String directory) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve(directory))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar") && !name.startsWith("medsift-"))
          .map(name -> name.substring(0, name.length() - ".jar".length()))
          .toList();
    }
  }
}
