package io.medsift.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.curation.CurationJob;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.KafkaConnection;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class JobArgumentsTest {
  @Test
  void argumentsWinOverTheClusterAndTheClusterOverDefaults() {
    Configuration options =
        JobArguments.read(
            Map.of("medsift.recipe", "a", "medsift.run", "b", "parallelism.default", "4"),
            List.of("--recipe=c", "--bounded", "true"));

    assertThat(options.get(JobOptions.RECIPE)).isEqualTo("c");
    assertThat(options.get(JobOptions.RUN)).isEqualTo("b");
    assertThat(options.get(JobOptions.BOUNDED)).isTrue();
    assertThat(options.get(JobOptions.SAMPLES)).isEqualTo("samples");
    assertThat(options.toMap()).doesNotContainKey("parallelism.default");
  }

  @Test
  void namesWhatIsUnknownAndWhatWasMeant() {
    assertThatThrownBy(() -> JobArguments.read(Map.of(), List.of("--recipee", "x")))
        .hasMessage("unknown option --recipee; did you mean medsift.recipe?");
    assertThatThrownBy(() -> JobArguments.read(Map.of("medsift.zzzzzzzzzz", "x"), List.of()))
        .hasMessageContaining("unknown option medsift.zzzzzzzzzz. Known: medsift.benchmarks, ");
    assertThatThrownBy(() -> JobArguments.read(Map.of(), List.of("recipe")))
        .hasMessageContaining("'recipe' is not an option");
    assertThatThrownBy(() -> JobArguments.read(Map.of(), List.of("--recipe")))
        .hasMessage("the option --recipe has no value");
    assertThatThrownBy(() -> JobArguments.read(Map.of(), List.of("--bounded", "maybe")))
        .hasMessage("medsift.bounded must be true or false, got 'maybe'");
  }

  @Test
  void namesWhatIsMissing() {
    Configuration none = new Configuration();
    assertThatThrownBy(() -> JobArguments.required(none, JobOptions.BOOTSTRAP_SERVERS))
        .hasMessageStartingWith(
            "medsift.kafka.bootstrap-servers is not set: pass --kafka.bootstrap-servers or add it"
                + " to config.yaml.");
    assertThatThrownBy(() -> CurationMain.beneath(Map.of(), CurationJob.flinkDefaults()))
        .hasMessageStartingWith("execution.checkpointing.dir is not set");
  }

  @Test
  void theClusterSetsWhatTheJobWouldOtherwise() {
    Map<String, String> cluster =
        Map.of(
            "execution.checkpointing.dir", "file:///checkpoints",
            "execution.checkpointing.interval", "1 min");
    Configuration job = CurationMain.beneath(cluster, CurationJob.flinkDefaults());

    assertThat(job.toMap())
        .containsEntry("state.backend.type", "rocksdb")
        .doesNotContainKey("execution.checkpointing.interval");
  }

  @Test
  void theShapeOfTheStateIsFixed() {
    Map<String, String> cluster =
        Map.of(
            "execution.checkpointing.dir", "file:///checkpoints", "pipeline.max-parallelism", "64");
    assertThatThrownBy(() -> CurationMain.beneath(cluster, CurationJob.flinkDefaults()))
        .hasMessageContaining("is 64 and must be 128");
  }

  /** Messages in flight of several shards cannot be spread over other subtasks. */
  @Test
  void checkpointsStayAligned() {
    Map<String, String> cluster =
        Map.of(
            "execution.checkpointing.dir",
            "file:///checkpoints",
            "execution.checkpointing.unaligned.enabled",
            "true");
    assertThatThrownBy(() -> CurationMain.beneath(cluster, CurationJob.flinkDefaults()))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageStartingWith("execution.checkpointing.unaligned.enabled is true and must be");
  }

  @Test
  void refusesARecipeAndADirectoryThatAreNone() {
    Configuration options = JobArguments.read(Map.of(), List.of("--recipe", "recomended"));
    assertThatThrownBy(() -> CurationMain.settings(options))
        .hasMessageContaining("did you mean 'recommended'?");
    Configuration other = JobArguments.read(Map.of(), List.of("--benchmarks", "nowhere"));
    assertThatThrownBy(() -> CurationMain.settings(other))
        .hasMessage("medsift.benchmarks: nowhere is not a directory on this machine");
  }

  @Test
  void onlyAJobThatEndsReadsAPartOfTheTopic() {
    CurationTopics topics =
        new CurationTopics(KafkaConnection.plain("nowhere:1"), "in", "a", "r", "d");
    Configuration unbounded = JobArguments.read(Map.of(), List.of("--from", "1d"));
    assertThatThrownBy(() -> JobRange.of(unbounded, topics))
        .hasMessage(
            "medsift.from is set and medsift.bounded is false: only a bounded job can read a part"
                + " of the topic");
    Configuration wrong =
        JobArguments.read(Map.of(), List.of("--bounded", "true", "--until", "yesterday"));
    assertThatThrownBy(() -> JobRange.of(wrong, topics))
        .hasMessageStartingWith("medsift.until: 'yesterday' must be one of: earliest, latest, ");
    assertThat(JobRange.of(JobArguments.read(Map.of(), List.of()), topics)).isNull();
  }

  @Test
  void aTimeIsWrittenWithItsUnit() {
    Configuration options =
        JobArguments.read(Map.of(), List.of("--kafka.transaction-timeout", "1 h"));
    assertThat(options.get(JobOptions.TRANSACTION_TIMEOUT)).hasHours(1);
    assertThatThrownBy(
            () -> JobArguments.read(Map.of(), List.of("--kafka.transaction-timeout", "long")))
        .hasMessage("medsift.kafka.transaction-timeout must be a valid value, got 'long'");
    assertThatThrownBy(
            () ->
                JobTransactions.inRange(
                    JobArguments.read(Map.of(), List.of("--kafka.transaction-timeout", "0 s"))))
        .hasMessage("medsift.kafka.transaction-timeout is 0 ms; it must be 1 min to 24 d");
  }
}
