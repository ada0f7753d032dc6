package io.medsift.centroids.embed;

import java.io.Serializable;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/** Keys for parts that spread them evenly over subtasks, which a hash of so few would not. */
final class PartKeys implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] keys;

  PartKeys(int parts, int maxParallelism) {
    keys = new int[parts];
    int candidate = 0;
    for (int part = 0; part < parts; part++) {
      int group = (int) ((long) part * maxParallelism / parts);
      while (KeyGroupRangeAssignment.assignToKeyGroup(candidate, maxParallelism) != group) {
        candidate++;
      }
      // Also when two parts share a group, each has a key of its own.
      keys[part] = candidate++;
    }
  }

  int keyOf(int part) {
    return keys[part];
  }
}
