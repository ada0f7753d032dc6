package io.medsift.integration.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of {@code SECURITY.md} name a test in each line, and the test is there. */
class SecurityPageTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|ITCase))`");

  @Test
  void everyLineHasItsTest() throws IOException {
    Set<String> tests;
    try (Stream<Path> files = Files.walk(ROOT)) {
      tests =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith("Test.java") || name.endsWith("ITCase.java"))
              .map(name -> name.substring(0, name.length() - ".java".length()))
              .collect(Collectors.toSet());
    }
    String page = Files.readString(ROOT.resolve("SECURITY.md"));
    List<String> lines =
        page.substring(page.indexOf("## Listening ports"), page.indexOf("## Trust in scores"))
            .lines()
            .filter(line -> line.startsWith("| ") && !line.endsWith("| test |"))
            .toList();
    assertThat(lines).hasSizeGreaterThan(12);
    for (String line : lines) {
      List<String> named =
          TEST.matcher(line.substring(line.lastIndexOf('|', line.length() - 2)))
              .results()
              .map(found -> found.group(1))
              .toList();
      assertThat(named).as(line).isNotEmpty();
      assertThat(tests).as(line).containsAll(named);
    }
  }
}
