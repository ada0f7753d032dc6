package io.medsift.testkit.scenario;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A record as a test puts it into the topic: where, when, and what.
 *
 * @param value null for a heartbeat or a tombstone
 */
public record LoggedRecord(int partition, long timestamp, byte[] value, boolean heartbeat) {

  /** A sample, or a tombstone. */
  public LoggedRecord(int partition, long timestamp, byte[] value) {
    this(partition, timestamp, value, false);
  }

  public static LoggedRecord heartbeat(int partition, long timestamp) {
    return new LoggedRecord(partition, timestamp, null, true);
  }

  /** One in each partition. */
  public static List<LoggedRecord> heartbeats(int partitions, long timestamp) {
    return IntStream.range(0, partitions)
        .mapToObj(partition -> heartbeat(partition, timestamp))
        .toList();
  }
}
