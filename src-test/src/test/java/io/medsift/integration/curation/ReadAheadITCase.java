package io.medsift.integration.curation;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.curation.CurationSettings;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.connector.KafkaConnector;
import io.medsift.kafka.connector.LostRecords;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeLoader;
import io.medsift.testkit.process.FlinkRest;
import io.medsift.testkit.process.JobCommand;
import io.medsift.testkit.scenario.CurationScenario;
import io.medsift.testkit.scenario.Decisions;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.MixedSamples;
import io.medsift.testkit.scenario.RunningJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One partition stands still: the others wait on the broker, and not in the memory of the job. */
class ReadAheadITCase {
  private static final int PARTITIONS = 3;
  private static final int IDLE = 2;
  private static final int SAMPLES = 4_000;
  private static final int FIRST = SAMPLES / 4;
  private static final long LIMIT = 256 << 10;

  @Test
  void whatIsAheadOfAnIdlePartitionIsLeftOnTheBrokerAndDecidedLater() throws Exception {
    Recipe recipe = RecipeLoader.load(JobCommand.WITHOUT_ARTIFACTS.toString());
    List<LoggedRecord> records = MixedSamples.take(21, IDLE, SAMPLES);
    try (CurationScenario scenario = CurationScenario.start()) {
      CurationTopics topics = scenario.load(PARTITIONS, List.of());
      scenario.append(topics, List.of(LoggedRecord.heartbeat(IDLE, 1)));
      CurationSettings settings = CurationScenario.unbounded(recipe, topics);
      KafkaConnector kafka =
          new KafkaConnector(
              topics.connection(),
              topics.accepted(),
              KafkaConnector.TRANSACTION_TIMEOUT,
              LostRecords.FAIL,
              LIMIT);
      RunningJob job = scenario.submit(with(settings, kafka), 2);
      scenario.append(topics, records.subList(0, FIRST));
      awaitNoMoreIsRead(kafka, topics);
      scenario.append(topics, records.subList(FIRST, SAMPLES));
      awaitNoMoreIsRead(kafka, topics);
      assertThat(read(kafka, topics)).isLessThan(SAMPLES / 2);

      List<LoggedRecord> all = new ArrayList<>(records);
      all.add(LoggedRecord.heartbeat(IDLE, 1));
      scenario.append(topics, LoggedRecord.heartbeats(PARTITIONS, 9_000_000));
      scenario.awaitRows(topics, SAMPLES);
      assertThat(scenario.read(topics).byPosition())
          .containsOnlyKeys(Decisions.expectedPositions(topics, all));
      assertThat(job.restarts()).isZero();
      job.cancel();
    }
  }

  /** Waits until something is read, and no more than a while before. */
  private static void awaitNoMoreIsRead(KafkaConnector kafka, CurationTopics topics)
      throws Exception {
    long[] before = {-1, -1};
    FlinkRest.await(
        "no progress of the readers",
        () -> {
          before[0] = before[1];
          before[1] = read(kafka, topics);
          Thread.sleep(1_000);
          return before[1] > PARTITIONS && before[0] == before[1];
        });
  }

  private static long read(KafkaConnector kafka, CurationTopics topics) {
    Map<Integer, Long> offsets = kafka.committedOffsets(topics.samples());
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  private static CurationSettings with(CurationSettings settings, KafkaConnector kafka) {
    return new CurationSettings(
        settings.recipe(),
        settings.benchmarks(),
        settings.centroids(),
        settings.topics(),
        settings.bounded(),
        kafka,
        settings.sourceUid(),
        settings.range(),
        settings.embedding(),
        settings.lost(),
        settings.earlier());
  }
}
