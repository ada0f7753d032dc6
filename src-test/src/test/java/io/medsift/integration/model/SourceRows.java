package io.medsift.integration.model;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

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

  /** The rows themselves. */
  static List<JsonNode> published(String source) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    cases(source).forEach(each -> rows.add(each.path("row")));
    return rows;
  }

  static String json(JsonNode row) throws IOException {
    return JSON.writeValueAsString(row);
  }

  /** The members of a zip archive. */
  static Map<String, byte[]> unzipped(byte[] archive) throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        members.put(entry.getName(), in.readAllBytes());
      }
    }
    return members;
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
