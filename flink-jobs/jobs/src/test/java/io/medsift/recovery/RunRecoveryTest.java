package io.medsift.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.kafka.topic.TopicOffsets;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.CheckpointProperties;
import org.apache.flink.runtime.checkpoint.CheckpointRetentionPolicy;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecoveryTest {
  private static final String RUN = "medsift-curation";
  private static final Map<Integer, Long> NOTHING = Map.of(0, 0L, 1, 0L);
  private static final Map<Integer, Long> END = Map.of(0, 1_000L, 1, 1_000L);

  @TempDir private Path directory;
  private Configuration cluster;

  @BeforeEach
  void configure() {
    cluster = new Configuration();
    cluster.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString());
  }

  @Test
  void aRunGoesOnFromItsNewestCheckpointWithHighAvailabilityToo() throws IOException {
    checkpoint(7, Map.of(0, 100L, 1, 90L));
    assertThat(start(read(Map.of(0, 100L)))).endsWith("/medsift-curation/job/chk-7");
    cluster.set(HighAvailabilityOptions.HA_MODE, "kubernetes");
    assertThat(start(read(Map.of(0, 100L)))).endsWith("/medsift-curation/job/chk-7");
  }

  @Test
  void withoutAStateARunStartsIfItHasNotRead() throws IOException {
    assertThat(start(read(Map.of()))).isNull();
    assertThatThrownBy(() -> start(read(Map.of(0, 100L))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has read the topic samples before, up to the offsets {0=100}")
        .hasMessageContaining("--fromSavepoint PATH");
    cluster.set(HighAvailabilityOptions.HA_MODE, "kubernetes");
    assertThat(start(read(Map.of(0, 100L)))).isNull();
  }

  /** Its group has expired, or it has another name now. */
  @Test
  void aRunWhoseOutputsHoldVerdictsOfALaterStateIsRefused() throws IOException {
    assertThatThrownBy(() -> start(read(Map.of()).decided(Map.of(1, 7L))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("hold verdicts on samples of the topic samples already, up to")
        .hasMessageContaining("{1=7}")
        .hasMessageContaining("into other topics");
    name(savepoint("old", Map.of(0, 120L, 1, 90L)));
    assertThat(start(read(Map.of()).decided(Map.of(0, 120L)))).isNull();
    assertThatThrownBy(() -> start(read(Map.of(0, 110L)).decided(Map.of(0, 121L))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the run has read up to {0=121}");
  }

  @Test
  void aSavepointThatIsAsFarAsTheRunIsTaken() throws IOException {
    checkpoint(7, Map.of(0, 100L, 1, 90L));
    name(savepoint("upgrade", Map.of(0, 120L, 1, 90L)));
    assertThat(start(read(Map.of(0, 120L, 1, 90L)))).isNull();
  }

  /** The command of an upgrade, given again after a crash. */
  @Test
  void aCheckpointThatIsFurtherThanTheSavepointIsTaken() throws IOException {
    name(savepoint("upgrade", Map.of(0, 120L, 1, 90L)));
    checkpoint(3, Map.of(0, 120L, 1, 95L));
    assertThat(start(read(Map.of(0, 120L, 1, 95L)))).endsWith("/medsift-curation/job/chk-3");
  }

  @Test
  void aStateThatIsBehindTheRunIsRefused() throws IOException {
    name(savepoint("old", Map.of(0, 120L, 1, 90L)));
    assertThatThrownBy(() -> start(read(Map.of(0, 520L, 1, 90L))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/old, written ")
        .hasMessageContaining("up to the offsets {0=120, 1=90} of the topic samples")
        .hasMessageContaining("the run has read up to {0=520, 1=90}")
        .hasMessageContaining("--run NAME");
    checkpoint(3, Map.of(0, 500L, 1, 90L));
    assertThatThrownBy(() -> start(read(Map.of(0, 520L, 1, 90L))))
        .hasMessageContaining("/chk-3, written ");
  }

  /** A replay with memory reads under another uid, of which the savepoint knows nothing. */
  @Test
  void aRunThatReadsAnewOverAStateIsNotBehind() throws IOException {
    name(savepoint("of-another-run", Map.of(0, 120L)));
    assertThat(
            new RunRecovery(cluster, "again-1", "read-again-1", false)
                .settings(read(Map.of()))
                .getOptional(StateRecoveryOptions.SAVEPOINT_PATH))
        .isEmpty();
  }

  @Test
  void recordsThatAreGoneBeforeTheyWereReadAreNamed() throws IOException {
    checkpoint(7, Map.of(0, 100L, 1, 90L));
    TopicOffsets topic = topic("id", Map.of(), Map.of(0, 700L, 1, 90L), END);
    assertThatThrownBy(() -> start(topic))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("partition 0 of samples lost the offsets 100 to 699. ")
        .hasMessageContaining("--kafka.lost-samples skip");
    RunRecovery skipping = new RunRecovery(cluster, RUN, "read", true);
    assertThat(skipping.settings(topic).get(StateRecoveryOptions.SAVEPOINT_PATH)).endsWith("chk-7");
    LostSamples lost = new LostSamples("samples", 0, 100, 699);
    assertThat(skipping.lost()).containsExactly(lost);
    assertThat(LostSamples.read(lost.record("dead-letters", RUN, Instant.EPOCH).headers()))
        .contains(lost);
  }

  @Test
  void aTopicThatWasMadeAnewIsRefused() throws IOException {
    assertThat(start(read(Map.of()))).isNull();
    checkpoint(7, Map.of(0, 100L, 1, 90L));
    assertThatThrownBy(() -> start(topic("another", Map.of(), NOTHING, END)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the topic samples (id another) is not the one")
        .hasMessageContaining("(samples id)");
    assertThat(start(read(Map.of()))).endsWith("chk-7");
    assertThatThrownBy(() -> start(topic("id", Map.of(), NOTHING, Map.of(0, 5L, 1, 90L))))
        .hasMessageContaining("partition 0 ends at 5 and was read up to 100");
  }

  @Test
  void whatDeadAttemptsLeftIsDeletedUnlessTheCheckpointNeedsItOrItIsOfToday() throws IOException {
    String needed = "a".repeat(32);
    checkpoint(7, Map.of(0, 100L, 1, 90L), "splits of /" + needed + "/shared/1");
    Path old = attempt("b".repeat(32), Instant.EPOCH);
    Path ofToday = attempt("c".repeat(32), Instant.now());
    Path shared = attempt(needed, Instant.EPOCH);
    Path other = attempt("notes", Instant.EPOCH);
    DeadAttempts.delete(
        new org.apache.flink.core.fs.Path(directory.resolve(RUN).toUri()),
        new org.apache.flink.core.fs.Path(directory.resolve("absent").toUri()),
        Instant.now());
    assertThat(old).exists();
    // Object stores give the present time for every directory.
    Files.setLastModifiedTime(old, FileTime.from(Instant.now()));
    Path empty = Files.createDirectories(directory.resolve(RUN).resolve("d".repeat(32)));
    assertThat(start(read(Map.of(0, 100L)))).endsWith("/chk-7");
    assertThat(old).doesNotExist();
    assertThat(List.of(ofToday, shared, other, empty)).allMatch(Files::exists);
  }

  private Path attempt(String job, Instant written) throws IOException {
    Path attempt = directory.resolve(RUN).resolve(job);
    Path file = Files.createDirectories(attempt.resolve("shared")).resolve("1");
    Files.writeString(file, "state");
    for (Path each : List.of(file, attempt.resolve("shared"), attempt)) {
      Files.setLastModifiedTime(each, FileTime.from(written));
    }
    return attempt;
  }

  /** The connector's sign for a partition of which nothing was read, here an empty one. */
  @Test
  void aPartitionThatWasNotReadYetLacksNothing() throws IOException {
    checkpoint(7, Map.of(0, 100L, 1, -2L));
    assertThat(start(read(Map.of(0, 100L)))).endsWith("chk-7");
    assertThatThrownBy(() -> start(read(Map.of(0, 100L, 1, 5L))))
        .hasMessageContaining("the run has read up to {0=100, 1=5}");
  }

  @Test
  void noRunGoesBackBehindACheckpointOrTheSavepointThatItWasStoppedWith() throws IOException {
    SavepointFormatType format = SavepointFormatType.CANONICAL;
    assertThat(isSettled(CheckpointProperties.forSavepoint(false, format))).isFalse();
    assertThat(isSettled(CheckpointProperties.forSyncSavepoint(false, false, format))).isTrue();
    assertThat(
            isSettled(
                CheckpointProperties.forCheckpoint(
                    CheckpointRetentionPolicy.RETAIN_ON_CANCELLATION)))
        .isTrue();
  }

  private boolean isSettled(CheckpointProperties properties) throws IOException {
    Path state = Files.createDirectories(directory.resolve("state"));
    try (OutputStream out = Files.newOutputStream(state.resolve("_metadata"))) {
      org.apache.flink.runtime.checkpoint.Checkpoints.storeCheckpointMetadata(
          new CheckpointMetadata(1, List.of(), List.of(), properties), out);
    }
    return SavedState.read(new org.apache.flink.core.fs.Path(state.toUri()), "read", "samples")
        .settled();
  }

  @Test
  void aSavepointThatIsNotThereIsNamed() {
    name(directory.resolve("absent"));
    assertThatThrownBy(() -> start(read(Map.of())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching(".*absent.* is not a savepoint: it has no file _metadata");
  }

  private void name(Path savepoint) {
    cluster.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toUri().toString());
  }

  private Path savepoint(String name, Map<Integer, Long> offsets) throws IOException {
    return write(directory.resolve("savepoints").resolve(name), offsets, 1, "splits");
  }

  private void checkpoint(int number, Map<Integer, Long> offsets) throws IOException {
    checkpoint(number, offsets, "splits");
  }

  private void checkpoint(int number, Map<Integer, Long> offsets, String handle)
      throws IOException {
    write(directory.resolve(RUN).resolve("job").resolve("chk-" + number), offsets, number, handle);
  }

  /** Metadata as Flink writes them, with the state of a source on Kafka. */
  private static Path write(Path state, Map<Integer, Long> offsets, int id, String handle)
      throws IOException {
    DataOutputSerializer bytes = new DataOutputSerializer(64);
    List<Long> starts = new ArrayList<>();
    for (Map.Entry<Integer, Long> offset : offsets.entrySet()) {
      starts.add((long) bytes.length());
      KafkaPartitionSplit split =
          new KafkaPartitionSplit(
              new TopicPartition("samples", offset.getKey()), offset.getValue());
      BytePrimitiveArraySerializer.INSTANCE.serialize(
          SimpleVersionedSerialization.writeVersionAndSerialize(
              new KafkaPartitionSplitSerializer(), split),
          bytes);
    }
    OperatorStateHandle splits =
        new OperatorStreamStateHandle(
            Map.of(
                "SourceReaderState",
                new OperatorStateHandle.StateMetaInfo(
                    starts.stream().mapToLong(Long::longValue).toArray(),
                    OperatorStateHandle.Mode.SPLIT_DISTRIBUTE)),
            new ByteStreamStateHandle(handle, bytes.getCopyOfBuffer()));
    OperatorState source = new OperatorState("read", "read", new OperatorID(1, 2), 1, 128);
    source.putState(0, OperatorSubtaskState.builder().setManagedOperatorState(splits).build());
    Path file = Files.createDirectories(state).resolve("_metadata");
    try (OutputStream out = Files.newOutputStream(file)) {
      org.apache.flink.runtime.checkpoint.Checkpoints.storeCheckpointMetadata(
          new CheckpointMetadata(id, List.of(source), List.of()), out);
    }
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_795_000_000_000L + id));
    return state;
  }

  private static TopicOffsets read(Map<Integer, Long> committed) {
    return topic("id", committed, NOTHING, END);
  }

  private static TopicOffsets topic(
      String id, Map<Integer, Long> committed, Map<Integer, Long> first, Map<Integer, Long> end) {
    return new TopicOffsets("samples", id, committed, first, end);
  }

  /** The state that the settings add to those of the cluster. */
  private String start(TopicOffsets topic) throws IOException {
    return new RunRecovery(cluster, RUN, "read", false)
        .settings(topic)
        .get(StateRecoveryOptions.SAVEPOINT_PATH);
  }
}
