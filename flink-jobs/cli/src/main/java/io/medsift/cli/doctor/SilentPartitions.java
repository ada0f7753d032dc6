package io.medsift.cli.doctor;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Partitions of a topic of samples to which nothing comes. The job decides in the order of time, so
 * they hold the verdicts of all back.
 *
 * @param last time of the newest record of each, -1 where there is none
 * @param all how many partitions the topic has
 */
public record SilentPartitions(Map<Integer, Long> last, int all) {
  /** Advice where there are any. */
  public static final String ADVICE =
      "run one heartbeat producer for the topic, and check that it reaches every partition";

  /**
   * Looks at a topic with the broker's time.
   *
   * @param patience how old the newest record of a partition may be
   */
  public static SilentPartitions find(
      Admin admin, Collection<TopicPartition> partitions, Duration patience)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> newest = new HashMap<>();
    partitions.forEach(partition -> newest.put(partition, OffsetSpec.maxTimestamp()));
    long now = System.currentTimeMillis();
    Map<Integer, Long> silent = new TreeMap<>();
    admin
        .listOffsets(newest)
        .all()
        .get()
        .forEach(
            (partition, found) -> {
              if (now - found.timestamp() > patience.toMillis()) {
                silent.put(partition.partition(), found.timestamp());
              }
            });
    return new SilentPartitions(silent, partitions.size());
  }

  /** Returns their consequence; empty where there are none. */
  public Optional<String> meaning() {
    if (last.isEmpty()) {
      return Optional.empty();
    }
    long oldest = last.values().stream().mapToLong(Long::longValue).min().getAsLong();
    String since = oldest < 0 ? "ever" : Limits.shown(System.currentTimeMillis() - oldest);
    return Optional.of(
        last.size() == all
            ? "no partition had a record or a heartbeat for "
                + since
                + ", so the last samples wait for a verdict"
            : "partitions %s had no record and no heartbeat for %s, so all verdicts wait for them"
                .formatted(last.keySet(), since));
  }
}
