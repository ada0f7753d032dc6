package io.medsift.endtoend;

import io.medsift.decontamination.BenchmarkIndexBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What ships with the product for the demo. */
final class DemoFiles {
  private static final Path DEMO = Path.of("..", "deploy", "demo");

  private DemoFiles() {}

  static Path centroids() {
    return DEMO.resolve("centroids");
  }

  /** Writes the index of the demo's evaluation sets. */
  static void buildBenchmarks(Path index) throws IOException {
    BenchmarkIndexBuilder builder = new BenchmarkIndexBuilder();
    try (Stream<Path> files = Files.list(DEMO.resolve("benchmarks"))) {
      for (Path file : files.sorted().toList()) {
        builder.add(file.getFileName().toString().replace(".jsonl", ""), file);
      }
    }
    builder.build(index);
  }

  /** The lines as bytes: not all of them are text. */
  static List<byte[]> samples() throws IOException {
    byte[] file = Files.readAllBytes(DEMO.resolve("samples.jsonl"));
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < file.length; i++) {
      if (file[i] == '\n') {
        lines.add(Arrays.copyOfRange(file, start, i));
        start = i + 1;
      }
    }
    return lines;
  }
}
