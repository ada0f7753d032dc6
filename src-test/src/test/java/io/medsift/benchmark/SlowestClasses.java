package io.medsift.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Prints which test classes took longest, from the reports that the build left. No test: Maven runs
 * it after all of them, as its own way to run a class.
 */
class SlowestClasses {
  private static final int SHOWN = 10;
  private static final Pattern SUITE = Pattern.compile("<testsuite [^>]*>");
  private static final Pattern NAME = Pattern.compile(" name=\"([^\"]+)\"");
  private static final Pattern SECONDS = Pattern.compile(" time=\"([0-9.,]+)\"");

  private record Timed(String name, double seconds) {}

  @Test
  void print() throws IOException {
    List<Timed> classes = new ArrayList<>();
    for (Path report : reports(Path.of(System.getProperty("basedir")).resolveSibling("."))) {
      Matcher suite = SUITE.matcher(Files.readString(report));
      if (suite.find()) {
        classes.add(timed(suite.group()));
      }
    }
    if (classes.isEmpty()) {
      return;
    }
    classes.sort(Comparator.comparingDouble(Timed::seconds).reversed());
    System.out.printf("%nThe test classes that took longest, of %d:%n", classes.size());
    classes.stream()
        .limit(SHOWN)
        .forEach(one -> System.out.printf("%7.1f s  %s%n", one.seconds(), one.name()));
    System.out.println();
  }

  private static List<Path> reports(Path root) throws IOException {
    try (Stream<Path> files = Files.find(root, 5, (file, is) -> isReport(file))) {
      return files.toList();
    }
  }

  private static boolean isReport(Path file) {
    return file.getFileName().toString().matches("TEST-.*\\.xml")
        && file.getParent().endsWith(Path.of("target", "surefire-reports"));
  }

  private static Timed timed(String suite) {
    Matcher name = NAME.matcher(suite);
    Matcher seconds = SECONDS.matcher(suite);
    if (!name.find() || !seconds.find()) {
      throw new IllegalStateException("not the report of a test class: " + suite);
    }
    return new Timed(name.group(1), Double.parseDouble(seconds.group(1).replace(",", "")));
  }
}
