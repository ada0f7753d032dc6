package io.medsift.integration.model;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.medsift.sources.catalogue.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rows of published datasets, and the samples that they are mapped to. */
final class SourceRows {
  private static final Path CASES =
      Path.of("..", "flink-jobs/datasets/src/test/resources/io/medsift/sources/catalogue/cases");
  // As Python reads and writes what is missing.
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .build();

  private SourceRows() {}

  /** The cases of a source that need no option. */
  private static List<JsonNode> cases(String source) throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    for (JsonNode each : JSON.readTree(CASES.resolve(source + ".json").toFile())) {
      boolean plain = !each.has("readings") && !each.has("columns") && !each.has("track");
      if (plain && !each.path("samples").isEmpty()) {
        cases.add(each);
      }
    }
    return cases;
  }

  /** The samples that come of the rows. */
  static List<JsonNode> samples(String source) throws IOException {
    List<JsonNode> samples = new ArrayList<>();
    cases(source).forEach(each -> each.path("samples").forEach(samples::add));
    return samples;
  }

  /** Writes the rows into a folder as the source names its files, each layout by itself. */
  static void write(String source, Path folder) throws IOException {
    Files.createDirectories(folder);
    List<String> patterns = Sources.named(source).card().files().patterns();
    String pattern = patterns.isEmpty() ? "*.jsonl" : patterns.get(0);
    int number = 0;
    for (JsonNode each : cases(source)) {
      String name = pattern.replace("*", "part-" + number++);
      Path file = folder.resolve(name.contains(".json") ? name : name + ".jsonl");
      Files.writeString(file, JSON.writeValueAsString(each.path("row")) + "\n");
    }
  }

  /** The rows of a source, as JSON Lines. */
  static String rows(String source) throws IOException {
    StringBuilder rows = new StringBuilder();
    for (JsonNode each : cases(source)) {
      rows.append(JSON.writeValueAsString(each.path("row"))).append('\n');
    }
    return rows.toString();
  }

  static JsonNode read(String json) throws IOException {
    return JSON.readTree(json);
  }
}
