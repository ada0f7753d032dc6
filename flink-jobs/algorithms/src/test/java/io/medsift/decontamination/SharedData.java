package io.medsift.decontamination;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Real evaluation sets and prompts, in a folder {@code shared/data} beside the repository or beside
 * one of its parents, or in {@code data} under the folder that the property {@code medsift.shared}
 * names. It is not part of the repository.
 */
final class SharedData {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path data;

  private SharedData(Path data) {
    this.data = data;
  }

  /**
   * Skips the running test, and says so, where the folder is missing. For each test, not for all at
   * once: a class that is skipped as a whole is reported as no tests at all.
   */
  static void require() {
    assumeTrue(
        find().isPresent(),
        "SKIPPED: no folder shared/data found; set -Dmedsift.shared=FOLDER to run this test");
  }

  static Optional<SharedData> find() {
    String property = System.getProperty("medsift.shared");
    if (property != null) {
      return Optional.of(Path.of(property, "data")).filter(Files::isDirectory).map(SharedData::new);
    }
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path candidate = folder.resolve("shared").resolve("data");
      if (Files.isDirectory(candidate)) {
        return Optional.of(new SharedData(candidate));
      }
    }
    return Optional.empty();
  }

  /** For instance {@code eval/medmcqa_dev}. */
  Path file(String name) {
    return data.resolve(name + ".jsonl.gz");
  }

  List<JsonNode> rows(String name) {
    List<JsonNode> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(file(name))), UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        rows.add(JSON.readTree(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  List<String> prompts(String name) {
    List<String> prompts = new ArrayList<>();
    for (JsonNode row : rows(name)) {
      prompts.add(row.path("prompt").asText());
    }
    return prompts;
  }
}
