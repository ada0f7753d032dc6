package io.medsift.integration.curation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.medsift.curation.CurationSettings;
import io.medsift.curation.state.StateVersion;
import io.medsift.curation.write.CurationTopics;
import io.medsift.recipe.RecipeException;
import io.medsift.recipe.RecipeLoader;
import io.medsift.testkit.scenario.CurationScenario;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.RunningJob;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A savepoint that the job took half way through a log, one for each form that its state has had.
 * Log, recipe and centroids are files beside it and the same for all, but for a recipe of a form's
 * own: by that of all, samples wait where they did not when it was taken.
 *
 * @param directory holds the savepoint, and what had been written by then
 */
record KeptSavepoint(Path directory) {
  /** State knows the topic by name. */
  static final String TOPIC = "kept-samples";

  static final int PARTITIONS = 2;

  private static final Path ALL = Path.of("src/test/resources/savepoints");
  private static final String WRITTEN = "written.txt";
  // One partition is ahead, so that many samples wait for the other.
  private static final int[] RECORDS_BEFORE = {140, 90};
  private static final int WRITTEN_BEFORE = 60;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** That of today's form. */
  static KeptSavepoint current() {
    return new KeptSavepoint(ALL.resolve("form-" + StateVersion.CURRENT));
  }

  /** Those of all forms. */
  static List<KeptSavepoint> all() throws IOException {
    try (Stream<Path> files = Files.list(ALL)) {
      return files
          .filter(file -> Files.exists(file.resolve(WRITTEN)))
          .map(KeptSavepoint::new)
          .toList();
    }
  }

  /** What the topic of samples holds. */
  static List<LoggedRecord> log() throws IOException {
    List<LoggedRecord> records = new ArrayList<>();
    for (String line : Files.readAllLines(ALL.resolve("log.jsonl"))) {
      JsonNode record = JSON.readTree(line);
      records.add(
          new LoggedRecord(
              record.get("partition").asInt(),
              record.get("timestamp").asLong(),
              record.get("value").asText().getBytes(StandardCharsets.UTF_8)));
    }
    return records;
  }

  private static List<LoggedRecord> before() throws IOException {
    List<LoggedRecord> all = log();
    List<LoggedRecord> before = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (i < RECORDS_BEFORE[all.get(i).partition()]) {
        before.add(all.get(i));
      }
    }
    return before;
  }

  /** The settings of the run that took it: those of all, or of its own where a gate came later. */
  CurationSettings settings(CurationTopics topics, boolean bounded) throws RecipeException {
    return settings(recipe(), topics, bounded);
  }

  /** The file of the recipe, relative to all. */
  String recipe() {
    String own = directory.getFileName() + ".yaml";
    return Files.exists(ALL.resolve(own)) ? own : "recipe.yaml";
  }

  /** The settings of a run by another recipe that lies there. */
  static CurationSettings settings(String recipe, CurationTopics topics, boolean bounded)
      throws RecipeException {
    return new CurationSettings(
        RecipeLoader.load(ALL.resolve(recipe).toString()),
        null,
        ALL.resolve("centroids"),
        topics,
        bounded,
        topics.accepted());
  }

  String location() {
    return directory.toUri().toString();
  }

  /** What it holds. */
  String contract() throws Exception {
    return StateContract.of(directory, KeptSavepoint.class.getClassLoader());
  }

  /** The positions that had been decided. */
  Set<String> written() throws IOException {
    return new TreeSet<>(Files.readAllLines(directory.resolve(WRITTEN)));
  }

  @Override
  public String toString() {
    return directory.getFileName().toString();
  }

  /** Has the job of today take a savepoint, and keeps it with what it holds. */
  public static void main(String[] arguments) {
    int code = 0;
    try {
      System.out.println(keep());
    } catch (Exception e) {
      e.printStackTrace();
      code = 1;
    }
    // Threads of broker and cluster that are no daemons may outlive them.
    System.exit(code);
  }

  private static Path keep() throws Exception {
    Path target = current().directory();
    if (Files.exists(target)) {
      throw new IllegalStateException(
          target + " must stay as it is: count StateVersion.CURRENT up first");
    }
    Path work = Files.createTempDirectory("kept-savepoint-");
    try (CurationScenario scenario = CurationScenario.start()) {
      CurationTopics topics = scenario.load(TOPIC, PARTITIONS, before());
      RunningJob job = scenario.submit(current().settings(topics, false), 1);
      scenario.awaitRows(topics, WRITTEN_BEFORE);
      Path taken = Path.of(URI.create(job.stopWithSavepoint(work)));
      Files.createDirectories(target);
      try (Stream<Path> files = Files.list(taken)) {
        for (Path file : files.toList()) {
          Files.copy(file, target.resolve(file.getFileName()));
        }
      }
      Files.write(target.resolve(WRITTEN), scenario.read(topics).positions());
    }
    Files.writeString(StateContract.FILE, current().contract());
    return target;
  }
}
