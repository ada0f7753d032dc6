package io.medsift.integration.curation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.codec.RowCodec.CuratedRow;
import io.medsift.curation.write.CurationTopics;
import io.medsift.testkit.scenario.CurationScenario;
import io.medsift.testkit.scenario.Decided;
import io.medsift.testkit.scenario.Decisions;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.MixedSamples;
import io.medsift.testkit.scenario.RunningJob;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What may change between stop and restore. The job stops when it has read all of its first samples
 * and decided on none that is deduplicated: one partition is silent until then.
 */
class UpgradeITCase {
  private static final int SAMPLES = 240;
  private static final int SILENT = 3;
  private static final int PARTITIONS = SILENT + 1;
  private static final long AFTER_FIRST = 2_000_000;
  private static final long AFTER_ALL = 9_000_000;
  private static final String BEFORE = "form-1.yaml";
  private static final String AFTER = "changed-recipe.yaml";
  private static final String LONG_WORDS = "long ".repeat(30_000);

  @TempDir private static Path directory;
  private static CurationScenario scenario;

  @BeforeAll
  static void start() throws Exception {
    scenario = CurationScenario.start();
  }

  @AfterAll
  static void stop() {
    scenario.close();
  }

  @Test
  void gatesThresholdsTracksAndLimitsMayChange() throws Exception {
    CurationTopics topics =
        scenario.load(
            PARTITIONS, first(List.of(sample("large", LONG_WORDS), sample("copy", LONG_WORDS))));
    Decisions alone = fresh(BEFORE, topics);
    String savepoint = stopWhileAllWait(topics, decidedAtOnce(alone));
    Set<String> firstPositions = new TreeSet<>(alone.positions());
    scenario.append(topics, second());
    RunningJob job = scenario.restore(savepoint, KeptSavepoint.settings(AFTER, topics, false), 2);
    scenario.awaitRows(topics, firstPositions.size() + SAMPLES);
    job.cancel();

    Decisions decisions = scenario.read(topics);
    Decisions changed = fresh(AFTER, topics);
    assertThat(decisions.byPosition()).containsOnlyKeys(changed.byPosition().keySet());
    assertThat(decisions.byPosition())
        .containsAllEntriesOf(without(tooLongFor(decisions), alone.byPosition()));
    assertThat(beforeDeduplication(decisions, firstPositions))
        .isEqualTo(beforeDeduplication(changed, firstPositions))
        .hasSize(SAMPLES);
  }

  /** Positions of the two samples that waited and are above the limit of today. */
  private static Set<String> tooLongFor(Decisions decisions) {
    List<DeadLetter> letters =
        decisions.deadLetters().stream()
            .filter(letter -> "large".equals(letter.key()) || "copy".equals(letter.key()))
            .toList();
    assertThat(letters)
        .hasSize(2)
        .allSatisfy(
            letter ->
                assertThat(letter.error())
                    .contains("bytes; the recipe's limits.record_bytes allows 100,000"));
    return letters.stream().map(letter -> letter.position().toString()).collect(toSet());
  }

  private static Map<String, Decided> without(Set<String> positions, Map<String, Decided> all) {
    all.keySet().removeAll(positions);
    return all;
  }

  /** Ends each partition with a sample that no gate waits for. */
  private static List<LoggedRecord> first(List<LoggedRecord> more) {
    List<LoggedRecord> records = new ArrayList<>(MixedSamples.take(7, SILENT, SAMPLES));
    records.addAll(more);
    for (int partition = 0; partition < SILENT; partition++) {
      records.add(new LoggedRecord(partition, AFTER_FIRST, track("rl", "end" + partition, "")));
    }
    return records;
  }

  private static List<LoggedRecord> second() {
    List<LoggedRecord> records = new ArrayList<>();
    for (LoggedRecord record : MixedSamples.take(8, PARTITIONS, SAMPLES)) {
      records.add(
          new LoggedRecord(record.partition(), record.timestamp() + AFTER_FIRST, record.value()));
    }
    records.addAll(LoggedRecord.heartbeats(PARTITIONS, AFTER_ALL));
    return records;
  }

  private static LoggedRecord sample(String id, String response) {
    return new LoggedRecord(0, 1_000_000, track("public_medical", id, response));
  }

  private static byte[] track(String track, String id, String response) {
    return """
    {"id": "%s", "source": "synthetic", "track": "%s", "prompt": "what is %s", "response": "%s"}\
    """
        .formatted(id, track, id, response)
        .getBytes(UTF_8);
  }

  private static long decidedAtOnce(Decisions all) {
    return all.deadLetters().size()
        + all.curated().stream().filter(row -> !isDeduplicated(row)).count();
  }

  private static String stopWhileAllWait(CurationTopics topics, long decidedAtOnce)
      throws Exception {
    RunningJob job = scenario.submit(KeptSavepoint.settings(BEFORE, topics, false), 1);
    scenario.awaitRows(topics, decidedAtOnce);
    String savepoint = job.stopWithSavepoint(directory);
    assertThat(scenario.rows(topics)).isEqualTo(decidedAtOnce).isLessThan(SAMPLES / 2);
    return savepoint;
  }

  private static boolean isDeduplicated(CuratedRow row) {
    Verdict verdict = row.verdict();
    return verdict.reason() == null
        ? !row.sample().get("track").asText().equals("rl")
        : verdict.gate() == Gate.DEDUPLICATE;
  }

  private static Decisions fresh(String recipe, CurationTopics topics) throws Exception {
    CurationTopics outputs = scenario.withNewOutputs(topics.samples());
    return scenario.run(KeptSavepoint.settings(recipe, outputs, true), 2);
  }

  /** What the gates found that need no other sample, at all positions but {@code without}. */
  private static Map<String, String> beforeDeduplication(Decisions decisions, Set<String> without) {
    Map<String, String> outcomes = new TreeMap<>();
    for (CuratedRow row : decisions.curated()) {
      Verdict verdict = row.verdict();
      boolean passed = verdict.reason() == null || verdict.gate() == Gate.DEDUPLICATE;
      outcomes.put(
          verdict.position().toString(),
          "%s %s %s %s"
              .formatted(
                  verdict.recipe(),
                  passed ? "passed" : verdict.reason(),
                  passed ? "" : verdict.evidence(),
                  verdict.findings()));
    }
    for (DeadLetter letter : decisions.deadLetters()) {
      outcomes.put(letter.position().toString(), letter.error());
    }
    outcomes.keySet().removeAll(without);
    return outcomes;
  }
}
