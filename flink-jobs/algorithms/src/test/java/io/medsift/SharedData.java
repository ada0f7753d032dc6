package io.medsift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

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
public final class SharedData {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String MISSING =
      "SKIPPED: no folder shared/data beside a parent folder, nor data in the folder that"
          + " -Dmedsift.shared=FOLDER names";

  private final Path data;

  private SharedData(Path data) {
    this.data = data;
  }

  /**
   * The folder. Where it is missing, says so on standard error and ends the running test as skipped
   * or the running main class with an exception.
   */
  public static SharedData required() {
    Optional<SharedData> data = find();
    if (data.isEmpty()) {
      System.err.println(MISSING);
      abort(MISSING);
    }
    return data.orElseThrow();
  }

  /** The folder, or nothing where it is missing. */
  public static Optional<SharedData> find() {
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
  public Path file(String name) {
    return data.resolve(name + ".jsonl.gz");
  }

  /** All rows of a file. */
  public List<JsonNode> rows(String name) {
    return rows(name, Integer.MAX_VALUE);
  }

  /** The rows of a file in their order, at most {@code limit} of them. */
  public List<JsonNode> rows(String name, int limit) {
    return rows(name, limit, 1);
  }

  /** The first row of a file, and each {@code step}-th after it. */
  public List<JsonNode> each(String name, int step) {
    return rows(name, Integer.MAX_VALUE, step);
  }

  private List<JsonNode> rows(String name, int limit, int step) {
    List<JsonNode> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(file(name))), UTF_8))) {
      String line;
      for (int i = 0; rows.size() < limit && (line = reader.readLine()) != null; i++) {
        if (i % step == 0) {
          rows.add(JSON.readTree(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file(name), e);
    }
    return rows;
  }

  /** The prompts of a file. */
  public List<String> prompts(String name) {
    List<String> prompts = new ArrayList<>();
    for (JsonNode row : rows(name)) {
      prompts.add(row.path("prompt").asText());
    }
    return prompts;
  }
}
