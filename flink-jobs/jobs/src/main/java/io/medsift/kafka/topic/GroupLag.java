package io.medsift.kafka.topic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * How far a consumer group is behind a topic.
 *
 * @param records between what it has committed and the ends
 * @param committed the offsets that it has committed
 * @param ends of committed records, of all partitions
 */
public record GroupLag(
    String group,
    long records,
    Map<TopicPartition, OffsetAndMetadata> committed,
    Map<TopicPartition, Long> ends) {

  /**
   * Returns the lag of the group that is least behind some partitions; empty where none reads.
   *
   * @throws ExecutionException if the brokers do not answer, or no group is found and there is one
   *     that this user may not describe
   */
  public static Optional<GroupLag> smallest(Admin admin, List<TopicPartition> partitions)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, Long> begins =
        PartitionOffsets.of(
            admin, partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, Long> ends = CommittedEnd.now(admin, partitions);
    GroupLag best = null;
    ExecutionException refused = null;
    List<String> groups =
        admin.listGroups().all().get().stream().map(GroupListing::groupId).toList();
    // One request for all groups of a coordinator.
    var offsets =
        groups.isEmpty()
            ? null
            : admin.listConsumerGroupOffsets(
                groups.stream()
                    .distinct()
                    .collect(
                        Collectors.toMap(
                            Function.identity(), none -> new ListConsumerGroupOffsetsSpec())));
    for (String group : groups) {
      Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
      try {
        offsets
            .partitionsToOffsetAndMetadata(group)
            .get()
            .forEach(
                (partition, at) -> {
                  if (at != null && ends.containsKey(partition)) {
                    committed.put(partition, at);
                  }
                });
      } catch (ExecutionException e) {
        if (e.getCause() instanceof TimeoutException) {
          throw e;
        }
        // Else a group of another kind, or one that has just gone.
        refused = e.getCause() instanceof AuthorizationException ? e : refused;
      }
      long lag = behind(begins, committed, ends);
      if (!committed.isEmpty() && (best == null || lag < best.records())) {
        best = new GroupLag(group, lag, Map.copyOf(committed), ends);
      }
    }
    if (best == null && refused != null) {
      throw refused;
    }
    return Optional.ofNullable(best);
  }

  /** The records that are held and not committed: what retention has deleted waits for nobody. */
  static long behind(
      Map<TopicPartition, Long> begins,
      Map<TopicPartition, OffsetAndMetadata> committed,
      Map<TopicPartition, Long> ends) {
    long lag = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      OffsetAndMetadata at = committed.get(end.getKey());
      long next = Math.max(begins.getOrDefault(end.getKey(), 0L), at == null ? 0 : at.offset());
      lag += Math.max(0, end.getValue() - next);
    }
    return lag;
  }

  /**
   * The timestamp of the oldest record that the group has not committed, of those that retention
   * has not deleted; empty where there is none.
   */
  public OptionalLong oldest(RecordFetcher records) {
    LongStream.Builder waiting = LongStream.builder();
    ends.forEach(
        (partition, end) -> {
          OffsetAndMetadata at = committed.get(partition);
          long next = at == null ? 0 : at.offset();
          if (next < end) {
            records.first(partition, next).ifPresent(record -> waiting.add(record.timestamp()));
          }
        });
    return waiting.build().min();
  }
}
