package io.medsift.curation.deduplicate;

import io.medsift.kafka.topic.SamplePosition;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * The virtual shards and the keys that stand for them. Keys are chosen so that the shards spread
 * evenly over the key groups, and so over subtasks. Part of the fingerprint: state written under
 * another number of shards cannot be read.
 */
public final class Shards implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] keys;

  /**
   * Chooses the keys.
   *
   * @param count of shards, 1 to {@code maxParallelism}
   * @param maxParallelism of the job, fixed for the life of its state
   */
  public Shards(int count, int maxParallelism) {
    if (count < 1 || count > maxParallelism) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "deduplicate.shards must be from 1 to the maximum parallelism %d, got %d",
              maxParallelism,
              count));
    }
    keys = new int[count];
    for (int shard = 0; shard < count; shard++) {
      keys[shard] = keyInGroup((int) ((long) shard * maxParallelism / count), maxParallelism);
    }
  }

  private static int keyInGroup(int group, int maxParallelism) {
    int key = 0;
    while (KeyGroupRangeAssignment.assignToKeyGroup(key, maxParallelism) != group) {
      key++;
    }
    return key;
  }

  /** Number of shards. */
  public int count() {
    return keys.length;
  }

  /** Key of the shard with this index. */
  int key(int shard) {
    return keys[shard];
  }

  /** Index of the shard with this key. */
  int indexOfKey(int key) {
    for (int shard = 0; shard < keys.length; shard++) {
      if (keys[shard] == key) {
        return shard;
      }
    }
    throw new IllegalArgumentException(key + " is not the key of any shard");
  }

  /** Keys of the shards of one subtask. */
  List<Integer> keysOf(TaskInfo task) {
    int[] subtasks = subtasks(task);
    return IntStream.range(0, keys.length)
        .filter(shard -> subtasks[shard] == task.getIndexOfThisSubtask())
        .mapToObj(shard -> keys[shard])
        .toList();
  }

  /** By index of a shard, the subtask that holds it where an operator runs as {@code task} does. */
  int[] subtasks(TaskInfo task) {
    return Arrays.stream(keys)
        .map(
            key ->
                KeyGroupRangeAssignment.assignKeyToParallelOperator(
                    key, task.getMaxNumberOfParallelSubtasks(), task.getNumberOfParallelSubtasks()))
        .toArray();
  }

  /** Index of the shard of a well-mixed hash. */
  int indexOf(long hash) {
    return Math.floorMod(hash ^ (hash >>> 32), keys.length);
  }

  /** Key of the shard of a well-mixed hash. */
  int keyOf(long hash) {
    return keys[indexOf(hash)];
  }

  /** Key of the shard that holds a sample. */
  int keyOf(SamplePosition position) {
    return keyOf((position.offset() * 31 + position.partition()) * 0x9e3779b97f4a7c15L);
  }

  /** Key of the shard in which a sample is held and decided. */
  public int keyOf(SignedSample sample) {
    return keyOf(sample.rank().position());
  }
}
