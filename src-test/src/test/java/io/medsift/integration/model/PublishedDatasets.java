package io.medsift.integration.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.Zstd;
import io.medsift.evaluation.EvaluationSuite;
import io.medsift.remote.LocalHub;
import io.medsift.sources.PublishedDataset;
import io.medsift.sources.SourceCard;
import io.medsift.sources.catalogue.Sources;
import io.medsift.testkit.scenario.DuckDb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Fills a Hub with small datasets of the names, files and formats that the cards of the sources
 * say, and with the evaluation sets of a suite.
 */
final class PublishedDatasets implements AutoCloseable {
  private final Path work;
  private final DuckDb duckDb = new DuckDb();
  private final Map<String, Map<String, byte[]>> datasets = new TreeMap<>();
  private int files;

  private PublishedDatasets(Path work) throws Exception {
    this.work = Files.createDirectories(work);
  }

  /**
   * Fills the Hub.
   *
   * @param evaluation items of each set
   */
  static void fill(LocalHub hub, Path evaluation, Path work) throws Exception {
    try (PublishedDatasets published = new PublishedDatasets(work)) {
      for (String source : Sources.names()) {
        SourceCard card = Sources.named(source).card();
        if (card.published() != null) {
          published.add(card);
        }
      }
      List<String> items = Files.readAllLines(evaluation);
      for (EvaluationSuite.SuiteSet set : EvaluationSuite.named("ii-medical").sets()) {
        if (set.published().id() != null) {
          published
              .of(set.published().id())
              .put("data/train-00000-of-00001.parquet", published.parquet(items));
        }
      }
      published.datasets.forEach(hub::commit);
    }
  }

  private Map<String, byte[]> of(String dataset) {
    return datasets.computeIfAbsent(dataset, none -> new LinkedHashMap<>());
  }

  private void add(SourceCard card) throws Exception {
    PublishedDataset published = card.published();
    Map<String, byte[]> content = of(published.id());
    List<JsonNode> rows = SourceRows.published(card.name());
    List<String> patterns = published.files();
    if (patterns.get(0).endsWith(".zip")) {
      addArchive(card, rows, content);
    } else if (!patterns.get(0).contains("*")) {
      for (int i = 0; i < patterns.size(); i++) {
        List<JsonNode> part = rows.subList(i, i == patterns.size() - 1 ? rows.size() : i + 1);
        byte[] earlier = content.getOrDefault(patterns.get(i), new byte[0]);
        content.put(patterns.get(i), joined(earlier, file(patterns.get(i), part)));
      }
    } else {
      // Of the layouts that a source reads, each is in a file of its own.
      for (JsonNode row : rows) {
        String name = name(patterns.get(0), files++);
        content.put(name, file(name, List.of(row)));
      }
    }
  }

  /** A name that a pattern of files stands for. */
  private static String name(String pattern, int number) {
    String name = pattern.startsWith("**") ? "data/" + pattern.substring(2) : pattern;
    return name.replace("data/.", "data/*.").replace("**", "*").replace("*", "" + number);
  }

  private static byte[] joined(byte[] one, byte[] other) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(one);
    both.writeBytes(other);
    return both.toByteArray();
  }

  private byte[] file(String name, List<JsonNode> rows) throws Exception {
    List<String> lines = new ArrayList<>();
    for (JsonNode row : rows) {
      lines.add(SourceRows.json(row));
    }
    if (name.endsWith(".parquet")) {
      return parquet(lines);
    }
    if (name.endsWith(".json")) {
      return ("[" + String.join(",\n", lines) + "]\n").getBytes(UTF_8);
    }
    byte[] text = (String.join("\n", lines) + "\n").getBytes(UTF_8);
    return name.endsWith(".zst") ? Zstd.compress(text) : text;
  }

  /** Rows as another writer puts them into Parquet. */
  private byte[] parquet(List<String> lines) throws Exception {
    Path json = Files.write(work.resolve("rows-" + files++ + ".json"), lines);
    Path parquet = Path.of(json + ".parquet");
    duckDb.execute(
        "copy (select * from read_json('%s', format = 'newline_delimited', map_inference_threshold = -1)) to '%s'"
            .formatted(json, parquet));
    return Files.readAllBytes(parquet);
  }

  /** An array of arrays of texts, as Apollo has them. */
  private void addArchive(SourceCard card, List<JsonNode> rows, Map<String, byte[]> content)
      throws IOException {
    String archive = card.published().files().get(0);
    Map<String, byte[]> members = new LinkedHashMap<>();
    if (content.containsKey(archive)) {
      members.putAll(SourceRows.unzipped(content.get(archive)));
    }
    List<String> elements = new ArrayList<>();
    for (JsonNode row : rows) {
      elements.add(SourceRows.json(row.path("element")));
    }
    members.put(
        "train/" + card.files().patterns().get(0).replace("*", "json"),
        ("[" + String.join(",\n", elements) + "]\n").getBytes(UTF_8));
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        out.putNextEntry(new ZipEntry(member.getKey()));
        out.write(member.getValue());
      }
    }
    content.put(archive, zip.toByteArray());
  }

  @Override
  public void close() throws SQLException {
    duckDb.close();
  }
}
