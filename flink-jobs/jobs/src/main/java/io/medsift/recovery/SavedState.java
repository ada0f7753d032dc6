package io.medsift.recovery;

import static java.util.Objects.requireNonNull;

import java.io.DataInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.OperatorStateHandle;

/**
 * A checkpoint or a savepoint, and how far the job that wrote it had read a topic.
 *
 * @param path its directory
 * @param written when it was completed
 * @param offsets partition to the next offset that is to be read, below 0 where nothing was read of
 *     it yet; without those of a partition that the state does not know
 */
public record SavedState(Path path, Instant written, Map<Integer, Long> offsets) {
  private static final String METADATA = "_metadata";

  /** The name under which Flink's source operator keeps the splits of its reader. */
  private static final String SPLITS = "SourceReaderState";

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
    try (DataInputStream in = new DataInputStream(files.open(file))) {
      CheckpointMetadata metadata =
          org.apache.flink.runtime.checkpoint.Checkpoints.loadCheckpointMetadata(
              in, SavedState.class.getClassLoader(), directory.toString());
      for (OperatorState operator : metadata.getOperatorStates()) {
        if (operator.getOperatorUid().filter(sourceUid::equals).isPresent()) {
          readOffsets(operator, topic, offsets);
        }
      }
    }
    Instant written = Instant.ofEpochMilli(files.getFileStatus(file).getModificationTime());
    return new SavedState(directory, written, offsets);
  }

  private static void readOffsets(OperatorState source, String topic, Map<Integer, Long> offsets)
      throws IOException {
    KafkaPartitionSplitSerializer splits = new KafkaPartitionSplitSerializer();
    for (OperatorSubtaskState subtask : source.getStates()) {
      for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
        OperatorStateHandle.StateMetaInfo where =
            handle.getStateNameToPartitionOffsets().get(SPLITS);
        if (where == null) {
          continue;
        }
        try (FSDataInputStream in = handle.openInputStream()) {
          for (long at : where.getOffsets()) {
            in.seek(at);
            byte[] bytes =
                BytePrimitiveArraySerializer.INSTANCE.deserialize(
                    new DataInputViewStreamWrapper(in));
            KafkaPartitionSplit split =
                SimpleVersionedSerialization.readVersionAndDeSerialize(splits, bytes);
            if (split.getTopic().equals(topic)) {
              offsets.put(split.getPartition(), split.getStartingOffset());
            }
          }
        }
      }
    }
  }

  /** Whether this has read further than {@code others} in any partition. */
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
