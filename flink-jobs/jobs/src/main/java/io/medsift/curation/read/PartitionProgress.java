package io.medsift.curation.read;

/** How far a partition was read: the state from which ranks continue after a restart. */
public record PartitionProgress(int partition, long highestTime, long lastOffset) {

  PartitionProgress merge(PartitionProgress other) {
    return new PartitionProgress(
        partition,
        Math.max(highestTime, other.highestTime),
        Math.max(lastOffset, other.lastOffset));
  }

  PartitionProgress advance(long timestamp, long offset) {
    return new PartitionProgress(
        partition, Math.max(highestTime, timestamp), Math.max(lastOffset, offset));
  }
}
