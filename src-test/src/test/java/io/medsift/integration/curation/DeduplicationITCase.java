package io.medsift.integration.curation;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.embedded.Testbed;
import io.medsift.curation.write.CurationTopics;
import io.medsift.recipe.DeduplicationSettings;
import io.medsift.recipe.DeduplicationSettings.DeduplicationScope;
import io.medsift.testkit.scenario.CurationScenario;
import io.medsift.testkit.scenario.Decisions;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.Recipes;
import io.medsift.testkit.scenario.RunningJob;
import io.medsift.testkit.scenario.SyntheticResponses;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeduplicationITCase {
  private static final int SAMPLES = Testbed.scaled(800);
  private static final int FEWER = Testbed.scaled(1_000);

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
  void isTheSequentialGreedyRuleHoweverLogAndStateAreSpreadAndTheJobIsScaled() throws Exception {
    DeduplicationSettings inOneShard = settings(DeduplicationScope.GLOBAL, 32, 1);
    ResponseLog inOne = spread(SAMPLES, 1);
    Decisions one = run(inOne, 1, inOneShard, 1);
    DeduplicationSettings inManyShards = settings(DeduplicationScope.GLOBAL, 32, 13);
    ResponseLog inFour = spread(SAMPLES, 4);
    Decisions two = run(inFour, 4, inManyShards, 2);

    int rejected = inOne.assertSequentialRule(one, inOneShard);
    inFour.assertSequentialRule(two, inManyShards);
    assertThat(two.comparable()).isEqualTo(one.comparable());
    assertThat(rejected).isBetween(SAMPLES / 10, SAMPLES / 2);
  }

  @Test
  void comparesOnlyResponsesToTheSamePromptWhereTheScopeIsThePrompt() throws Exception {
    DeduplicationSettings settings = settings(DeduplicationScope.PROMPT, 32, 8);
    ResponseLog log = new ResponseLog();
    Random random = new Random(5);
    List<String> responses = new SyntheticResponses(5).take(FEWER);
    for (int i = 0; i < FEWER; i++) {
      String prompt = "question " + random.nextInt(3) + " of " + i / 300;
      log.add(random.nextInt(2), 1_000_000L + i, prompt, responses.get(i));
    }

    int rejected = log.assertSequentialRule(run(log, 2, settings, 2), settings);
    int rejectedGlobally = spread(FEWER, 2).rejectedByTheRule(DeduplicationSettings.DEFAULT);
    assertThat(rejected).isBetween(FEWER / 20, rejectedGlobally - 1);
  }

  @Test
  void fullBucketsAndFloodsOfCopiesKeepTheLowestRanks() throws Exception {
    DeduplicationSettings settings = settings(DeduplicationScope.GLOBAL, 2, 8);
    List<String> responses = new ArrayList<>(Collections.nCopies(500, HotResponses.BASE));
    responses.addAll(new HotResponses(9).take(600));
    Collections.shuffle(responses, new Random(9));
    ResponseLog log = new ResponseLog();
    Random random = new Random(10);
    for (int i = 0; i < responses.size(); i++) {
      log.add(random.nextInt(4), 1_000_000L + i, "question " + i, responses.get(i));
    }

    int rejected = log.assertSequentialRule(run(log, 4, settings, 2), settings);
    assertThat(rejected).isBetween(550, 1_000);
  }

  @Test
  void clocksThatStepBackAndTiesAcrossPartitionsAreRankedByTheLog() throws Exception {
    ResponseLog log = new ResponseLog();
    Random random = new Random(12);
    List<String> responses = new SyntheticResponses(12).take(FEWER);
    for (int i = 0; i < FEWER; i++) {
      int partition = random.nextInt(4);
      long clock = 1_000_000L + i / 20;
      long stepBack = partition == 1 && i % 1_000 > 500 ? 400 : 0;
      log.add(partition, clock - stepBack, "question " + i, responses.get(i));
    }

    log.assertSequentialRule(
        run(log, 4, DeduplicationSettings.DEFAULT, 2), DeduplicationSettings.DEFAULT);
  }

  @Test
  void verdictsWaitForThePartitionThatIsSilentAndHeartbeatsLetThemGo() throws Exception {
    List<LoggedRecord> records = new ArrayList<>(spread(900, 3).records());
    LoggedRecord malformed = new LoggedRecord(0, 2_000_000, new byte[0]);
    records.add(malformed);
    records.addAll(LoggedRecord.heartbeats(3, 3_000_000));
    CurationTopics topics = scenario.load(4, records);
    RunningJob job =
        scenario.submit(CurationScenario.unbounded(Recipes.deduplicateOnly(), topics), 2);
    scenario.awaitRows(topics, 1);
    scenario.append(topics, List.of(malformed));
    scenario.awaitRows(topics, 2);
    Decisions silent = scenario.read(topics);
    assertThat(silent.deadLetters()).hasSize(2);
    assertThat(silent.curated()).isEmpty();

    scenario.append(topics, List.of(LoggedRecord.heartbeat(3, 2_500_000)));
    scenario.awaitRows(topics, 902);
    job.cancel();
    assertThat(scenario.read(topics).byId()).hasSize(900);
  }

  private static Decisions run(
      ResponseLog log, int partitions, DeduplicationSettings settings, int parallelism)
      throws Exception {
    return scenario.run(
        Recipes.deduplicateOnly(settings), scenario.load(partitions, log.records()), parallelism);
  }

  private static DeduplicationSettings settings(DeduplicationScope scope, int cap, int shards) {
    return new DeduplicationSettings(scope, 4, 0.7, 26, 5, cap, shards, 1);
  }

  private static ResponseLog spread(int samples, int partitions) {
    Random random = new Random(partitions);
    List<String> responses = new SyntheticResponses(11).take(samples);
    ResponseLog log = new ResponseLog();
    for (int i = 0; i < samples; i++) {
      log.add(
          random.nextInt(partitions), 1_000_000L + 3L * i, "question of s" + i, responses.get(i));
    }
    return log;
  }
}
