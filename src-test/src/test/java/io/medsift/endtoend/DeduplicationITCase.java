package io.medsift.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.recipe.DeduplicationSettings;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeduplicationITCase {
  private static final int SAMPLES = 6_000;

  @TempDir private static Path directory;
  private static CurationScenario scenario;

  private final List<String> responses = new SyntheticResponses(11).take(SAMPLES);

  @BeforeAll
  static void start() throws Exception {
    scenario = CurationScenario.start(directory, 2, 2);
  }

  @AfterAll
  static void stop() {
    scenario.close();
  }

  @Test
  void equalsTheSequentialGreedyRule() throws Exception {
    Decisions decisions = scenario.run(Recipes.deduplicateOnly(), scenario.load(1, spread(1)), 1);

    assertThat(decisions.byId()).isNotEmpty();
    assertEqualsSequentialRule(decisions);
  }

  private void assertEqualsSequentialRule(Decisions decisions) {
    SequentialDeduplication oracle = new SequentialDeduplication(DeduplicationSettings.DEFAULT);
    Map<String, Verdict> verdicts = decisions.byId();
    assertThat(verdicts).hasSize(SAMPLES);
    int rejected = 0;
    for (int i = 0; i < SAMPLES; i++) {
      int kept = oracle.next(responses.get(i));
      Evidence evidence = verdicts.get("s" + i).evidence();
      String named = evidence instanceof Evidence.Duplicate duplicate ? duplicate.keptId() : null;
      assertThat(named).as("sample %d", i).isEqualTo(kept < 0 ? null : "s" + kept);
      rejected += kept < 0 ? 0 : 1;
    }
    assertThat(rejected).isBetween(SAMPLES / 10, SAMPLES / 2);
  }

  @Test
  void isTheSameHoweverTheLogIsSpreadAndTheJobIsScaled() throws Exception {
    Decisions one = scenario.run(Recipes.deduplicateOnly(), scenario.load(1, spread(1)), 1);
    Decisions two = scenario.run(Recipes.deduplicateOnly(), scenario.load(4, spread(4)), 2);

    assertThat(two.comparable()).isEqualTo(one.comparable());
    assertEqualsSequentialRule(two);
  }

  private List<LoggedRecord> spread(int partitions) {
    Random random = new Random(partitions);
    List<LoggedRecord> records = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      records.add(
          new LoggedRecord(
              random.nextInt(partitions),
              1_000_000L + 3L * i,
              SyntheticResponses.sample("s" + i, responses.get(i))));
    }
    return records;
  }
}
