package io.medsift.kafka.connector;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one reader has read and the watermark of the job has not passed. Such records wait in the
 * memory of the job, and nothing but the source can hold them back: the watermark that releases
 * them comes behind them on the same channels.
 *
 * <p>Above a limit, the partitions that are ahead of the slowest of the job are paused, until half
 * of the limit is free. The slowest never is, so that the watermark continues.
 */
final class ReadAhead {
  private final long limit;
  private final Map<String, Partition> partitions = new HashMap<>();
  private long passed = Long.MIN_VALUE;
  private long waiting;
  private int paused;

  /** A reader without partitions that pauses them above {@code limit} bytes. */
  ReadAhead(long limit) {
    this.limit = limit;
  }

  /** Records of one partition, by time. */
  private static final class Partition {
    private final Deque<long[]> waiting = new ArrayDeque<>();
    private long watermark = Long.MIN_VALUE;
    private boolean pausable = true;
    private boolean paused;
  }

  /** Splits to be paused, and to be resumed. */
  record Change(List<String> paused, List<String> resumed) {
    boolean isEmpty() {
      return paused.isEmpty() && resumed.isEmpty();
    }
  }

  void assign(String split) {
    partitions.putIfAbsent(split, new Partition());
  }

  /** A split is not to be paused any more. */
  void endsSoon(String split) {
    partitions.get(split).pausable = false;
  }

  /** A record that takes {@code bytes} of memory while it waits. */
  void add(String split, long time, long bytes) {
    Partition partition = partitions.get(split);
    if (time > partition.watermark + 1 || partition.watermark == Long.MIN_VALUE) {
      partition.watermark = time - 1;
    }
    // As a source's watermark, the time of a partition does not go back.
    long rank = partition.watermark + 1;
    if (rank <= passed || bytes == 0) {
      return;
    }
    long[] last = partition.waiting.peekLast();
    if (last != null && last[0] == rank) {
      last[1] += bytes;
    } else {
      partition.waiting.add(new long[] {rank, bytes});
    }
    waiting += bytes;
  }

  /** Nothing more comes from a split. */
  void finish(String split) {
    Partition finished = partitions.remove(split);
    if (finished != null) {
      finished.waiting.forEach(entry -> waiting -= entry[1]);
      paused -= finished.paused ? 1 : 0;
    }
  }

  /** The watermark of this reader: of its slowest partition, the highest of all without one. */
  long watermark() {
    long lowest = Long.MAX_VALUE;
    for (Partition partition : partitions.values()) {
      lowest = Math.min(lowest, partition.watermark);
    }
    return lowest;
  }

  /** The watermark of the job is now {@code watermark}. */
  void pass(long watermark) {
    passed = Math.max(passed, watermark);
    for (Partition partition : partitions.values()) {
      Deque<long[]> entries = partition.waiting;
      while (!entries.isEmpty() && entries.peekFirst()[0] <= passed) {
        waiting -= entries.pollFirst()[1];
      }
    }
  }

  long waiting() {
    return waiting;
  }

  int paused() {
    return paused;
  }

  /** What is to be paused and resumed since the last call. */
  Change change() {
    List<String> toPause = new ArrayList<>();
    List<String> toResume = new ArrayList<>();
    for (Map.Entry<String, Partition> each : partitions.entrySet()) {
      Partition partition = each.getValue();
      boolean full = waiting > (partition.paused ? limit / 2 : limit);
      boolean pause = full && partition.pausable && partition.watermark > passed;
      if (pause != partition.paused) {
        partition.paused = pause;
        paused += pause ? 1 : -1;
        (pause ? toPause : toResume).add(each.getKey());
      }
    }
    return new Change(toPause, toResume);
  }
}
