package io.medsift.kafka.topic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

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

  /** Returns the lag of the group that is least behind some partitions; empty where none reads. */
  public static Optional<GroupLag> smallest(Admin admin, List<TopicPartition> partitions)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, Long> ends = ends(admin, partitions);
    GroupLag best = null;
    for (GroupListing group : admin.listGroups().all().get()) {
      Map<TopicPartition, OffsetAndMetadata> committed = committed(admin, group.groupId());
      committed.keySet().retainAll(partitions);
      if (!committed.isEmpty()) {
        long lag = 0;
        for (TopicPartition partition : partitions) {
          OffsetAndMetadata at = committed.get(partition);
          lag += ends.get(partition) - (at == null ? 0 : at.offset());
        }
        if (best == null || lag < best.records()) {
          best = new GroupLag(group.groupId(), lag, committed, ends);
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * The timestamp of the oldest record that the group has not committed; empty where it has
   * committed all, or retention has deleted what it has not.
   */
  public OptionalLong oldest(RecordFetcher records) {
    LongStream.Builder waiting = LongStream.builder();
    committed.forEach(
        (partition, at) -> {
          if (at.offset() < ends.get(partition)) {
            records
                .fetch(partition, at.offset())
                .ifPresent(record -> waiting.add(record.timestamp()));
          }
        });
    return waiting.build().min();
  }

  /** Returns the ends of the committed records of partitions. */
  public static Map<TopicPartition, Long> ends(Admin admin, List<TopicPartition> partitions)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
        admin
            .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
            .all()
            .get()
            .entrySet()) {
      ends.put(end.getKey(), end.getValue().offset());
    }
    return ends;
  }

  private static Map<TopicPartition, OffsetAndMetadata> committed(Admin admin, String group)
      throws InterruptedException {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
      admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach(
              (partition, at) -> {
                if (at != null) {
                  committed.put(partition, at);
                }
              });
      return committed;
    } catch (ExecutionException e) {
      // A group of another kind, or one that has just gone.
      return new HashMap<>();
    }
  }
}
