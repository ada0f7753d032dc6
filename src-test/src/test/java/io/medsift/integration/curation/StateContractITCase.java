package io.medsift.integration.curation;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.curation.write.CurationTopics;
import io.medsift.testkit.scenario.CurationScenario;
import io.medsift.testkit.scenario.Decided;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.RunningJob;
import io.medsift.verdict.Evidence;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** State outlives the version that wrote it: what an upgrade finds is a contract. */
class StateContractITCase {
  private static final long AFTER_ALL = 9_000_000;
  private static final String IF_IT_CHANGES =
      "deploy/README.md says what may change from version to version. If this may, count"
          + " StateVersion.CURRENT up and run src-test/keep-savepoint.";

  @TempDir private static Path directory;
  private static CurationScenario scenario;
  private static CurationTopics log;
  private static final Map<String, Map<String, Decided>> UNDISTURBED = new TreeMap<>();

  @BeforeAll
  static void start() throws Exception {
    scenario = CurationScenario.start();
    log = scenario.load(KeptSavepoint.TOPIC, KeptSavepoint.PARTITIONS, KeptSavepoint.log());
    scenario.append(log, LoggedRecord.heartbeats(KeptSavepoint.PARTITIONS, AFTER_ALL));
  }

  private static Map<String, Decided> undisturbed(KeptSavepoint kept) throws Exception {
    Map<String, Decided> known = UNDISTURBED.get(kept.recipe());
    if (known == null) {
      CurationTopics topics = scenario.withNewOutputs(log.samples());
      known = scenario.run(kept.settings(topics, true), 2).byPosition();
      UNDISTURBED.put(kept.recipe(), known);
    }
    return known;
  }

  @AfterAll
  static void stop() {
    scenario.close();
  }

  @Test
  void aSavepointOfThisFormGoesOnAsARunThatWasNeverStopped() throws Exception {
    goesOnAsARunThatWasNeverStopped(KeptSavepoint.current());
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("io.medsift.integration.curation.KeptSavepoint#all")
  void aSavepointOfAnyFormDoes(KeptSavepoint kept) throws Exception {
    goesOnAsARunThatWasNeverStopped(kept);
  }

  private static void goesOnAsARunThatWasNeverStopped(KeptSavepoint kept) throws Exception {
    Set<String> before = kept.written();
    CurationTopics topics = scenario.withNewOutputs(log.samples());
    RunningJob job = scenario.restore(kept.location(), kept.settings(topics, false), 2);
    scenario.awaitRows(topics, KeptSavepoint.log().size() - before.size());
    job.cancel();

    Map<String, Decided> after = scenario.read(topics).byPosition();
    Map<String, Decided> expected = new TreeMap<>(undisturbed(kept));
    assertThat(expected.keySet()).containsAll(before);
    expected.keySet().removeAll(before);
    assertThat(after).isEqualTo(expected);
    assertThat(repeatsOfWhatOnlyStateKnows(topics, before)).isGreaterThan(10);
  }

  @Test
  void operatorsStatesAndTypesAreThoseThatSavepointsHold() throws Exception {
    CurationTopics topics = scenario.withNewOutputs(log.samples());
    RunningJob job = scenario.submit(KeptSavepoint.current().settings(topics, false), 1);
    scenario.awaitRows(topics, KeptSavepoint.log().size());
    Path savepoint = Path.of(URI.create(job.stopWithSavepoint(directory)));

    String contract = Files.readString(StateContract.FILE);
    assertThat(StateContract.of(savepoint, getClass().getClassLoader()))
        .as("what a savepoint holds. %s", IF_IT_CHANGES)
        .isEqualTo(contract);
    assertThat(KeptSavepoint.current().contract())
        .as("what %s holds. %s", KeptSavepoint.current(), IF_IT_CHANGES)
        .isEqualTo(contract);
  }

  private static long repeatsOfWhatOnlyStateKnows(CurationTopics topics, Set<String> before)
      throws Exception {
    return scenario.read(topics).curated().stream()
        .filter(
            row ->
                row.verdict().evidence() instanceof Evidence.Duplicate duplicate
                    && before.contains(duplicate.kept().toString()))
        .count();
  }
}
