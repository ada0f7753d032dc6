package io.medsift.recovery;

import static java.util.Objects.requireNonNull;

import java.io.DataInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.CheckpointProperties;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.OperatorStateHandle;

/**
 * A checkpoint or a savepoint, and how far the job that wrote it had read and decided a topic.
 *
 * @param path its directory
 * @param written when it was completed
 * @param offsets partition to the next offset that is to be read, below 0 where nothing was read of
 *     it yet; without those of a partition that the state does not know
 * @param watermark the time up to which every sample was decided, and its row written in a
 *     transaction of this state or an earlier one; {@link Long#MIN_VALUE} where none was
 * @param settled whether no run goes back behind it by itself, as behind a checkpoint or the
 *     savepoint that it was stopped with. After any other savepoint a job continues, and if it
 *     fails before its next checkpoint, it starts from the one before
 */
public record SavedState(
    Path path, Instant written, Map<Integer, Long> offsets, long watermark, boolean settled) {
  private static final String METADATA = "_metadata";

  /** The name under which Flink's source operator keeps the splits of its reader. */
  private static final String SPLITS = "SourceReaderState";

  private static final String RANK_UID = "rank";
  private static final String WATERMARK = "watermark";

  public SavedState {
    requireNonNull(path, "path is null");
    requireNonNull(written, "written is null");
    offsets = Map.copyOf(offsets);
  }

  /**
   * Reads the metadata of a checkpoint or savepoint, and of its state that of the source alone.
   *
   * @param sourceUid of the source that read {@code topic}; a state that knows no such source has
   *     no offsets
   * @throws IOException if there is none, or it cannot be read
   */
  public static SavedState read(Path path, String sourceUid, String topic) throws IOException {
    Path directory = path.getName().equals(METADATA) ? path.getParent() : path;
    Path file = new Path(directory, METADATA);
    FileSystem files = file.getFileSystem();
    Map<Integer, Long> offsets = new TreeMap<>();
    long watermark = Long.MIN_VALUE;
    boolean settled = false;
    try (DataInputStream in = new DataInputStream(files.open(file))) {
      CheckpointMetadata metadata =
          org.apache.flink.runtime.checkpoint.Checkpoints.loadCheckpointMetadata(
              in, SavedState.class.getClassLoader(), directory.toString());
      CheckpointProperties properties = metadata.getCheckpointProperties();
      settled = properties != null && (!properties.isSavepoint() || properties.isSynchronous());
      for (OperatorState operator : metadata.getOperatorStates()) {
        if (operator.getOperatorUid().filter(sourceUid::equals).isPresent()) {
          readOffsets(operator, topic, offsets);
        } else if (operator.getOperatorUid().filter(RANK_UID::equals).isPresent()) {
          watermark = readWatermark(operator);
        }
      }
    }
    Instant written = Instant.ofEpochMilli(files.getFileStatus(file).getModificationTime());
    return new SavedState(directory, written, offsets, watermark, settled);
  }

  /** The lowest of its subtasks, which is the one that the operators behind them have passed. */
  private static long readWatermark(OperatorState rank) throws IOException {
    AtomicLong lowest = new AtomicLong(Long.MAX_VALUE);
    read(rank, WATERMARK, in -> lowest.accumulateAndGet(in.readLong(), Math::min));
    return lowest.get() == Long.MAX_VALUE ? Long.MIN_VALUE : lowest.get();
  }

  private static void readOffsets(OperatorState source, String topic, Map<Integer, Long> offsets)
      throws IOException {
    KafkaPartitionSplitSerializer splits = new KafkaPartitionSplitSerializer();
    read(
        source,
        SPLITS,
        in -> {
          byte[] bytes = BytePrimitiveArraySerializer.INSTANCE.deserialize(in);
          KafkaPartitionSplit split =
              SimpleVersionedSerialization.readVersionAndDeSerialize(splits, bytes);
          if (split.getTopic().equals(topic)) {
            offsets.put(split.getPartition(), split.getStartingOffset());
          }
        });
  }

  @FunctionalInterface
  private interface ItemReader {
    void read(DataInputViewStreamWrapper item) throws IOException;
  }

  /** Gives every item of a list state of an operator. */
  private static void read(OperatorState operator, String state, ItemReader reader)
      throws IOException {
    for (OperatorSubtaskState subtask : operator.getStates()) {
      for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
        OperatorStateHandle.StateMetaInfo where =
            handle.getStateNameToPartitionOffsets().get(state);
        if (where == null) {
          continue;
        }
        try (FSDataInputStream in = handle.openInputStream()) {
          for (long at : where.getOffsets()) {
            in.seek(at);
            reader.read(new DataInputViewStreamWrapper(in));
          }
        }
      }
    }
  }

  /** Returns whether this has read further than {@code others} in any partition. */
  public boolean isAheadOf(Map<Integer, Long> others) {
    return offsets.entrySet().stream()
        .anyMatch(mine -> mine.getValue() > others.getOrDefault(mine.getKey(), 0L));
  }

  /** The partitions in which {@code others} have read further, with their offsets. */
  public Map<Integer, Long> behind(Map<Integer, Long> others) {
    Map<Integer, Long> behind = new TreeMap<>();
    others.forEach(
        (partition, offset) -> {
          if (offsets.containsKey(partition) && offset > offsets.get(partition)) {
            behind.put(partition, offset);
          }
        });
    return behind;
  }
}
