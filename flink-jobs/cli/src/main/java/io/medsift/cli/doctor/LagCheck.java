package io.medsift.cli.doctor;

import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.RecordFetcher;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Checks how far the job with the smallest lag is behind.
 *
 * @param samples partitions of the topic of samples
 */
record LagCheck(Admin admin, CurationTopics topics, Limits limits, List<TopicPartition> samples) {
  /**
   * Checks.
   *
   * @param brokerTime whether the timestamps of samples can be compared with the clock
   */
  Finding run(boolean brokerTime) throws InterruptedException, ExecutionException {
    var ends = offsets(admin, samples, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    Finding best = null;
    long bestLag = Long.MAX_VALUE;
    for (GroupListing group : admin.listGroups().all().get()) {
      Map<TopicPartition, OffsetAndMetadata> committed = committed(group.groupId());
      committed.keySet().retainAll(samples);
      if (!committed.isEmpty()) {
        long lag = 0;
        for (TopicPartition partition : samples) {
          OffsetAndMetadata at = committed.get(partition);
          lag += ends.get(partition).offset() - (at == null ? 0 : at.offset());
        }
        if (lag < bestLag) {
          bestLag = lag;
          best = lag(group.groupId(), lag, committed, ends, brokerTime);
        }
      }
    }
    return best != null
        ? best
        : Finding.note(
            "lag",
            "no consumer group has committed offsets of " + topics.samples(),
            "start the job; it commits them with each checkpoint");
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(String group)
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

  private Finding lag(
      String group,
      long lag,
      Map<TopicPartition, OffsetAndMetadata> committed,
      Map<TopicPartition, ListOffsetsResultInfo> ends,
      boolean brokerTime) {
    long oldest = System.currentTimeMillis();
    try (RecordFetcher records = new RecordFetcher(topics.connection())) {
      for (Map.Entry<TopicPartition, OffsetAndMetadata> each : committed.entrySet()) {
        if (brokerTime && each.getValue().offset() < ends.get(each.getKey()).offset()) {
          long waiting =
              records
                  .fetch(each.getKey(), each.getValue().offset())
                  .map(record -> record.timestamp())
                  .orElse(oldest);
          oldest = Math.min(oldest, waiting);
        }
      }
    }
    long behind = System.currentTimeMillis() - oldest;
    String meaning =
        "job %s is %,d records behind with its last checkpoint, %s"
            .formatted(group, lag, Limits.shown(behind));
    return behind > limits.lag().toMillis()
        ? Finding.wrong(
            "lag",
            meaning,
            "see whether the job runs and checkpoints (--flink); if it does, give it more"
                + " parallelism")
        : Finding.ok("lag", meaning);
  }

  /** Returns the offsets of partitions, such as their ends. */
  static Map<TopicPartition, ListOffsetsResultInfo> offsets(
      Admin admin, List<TopicPartition> of, OffsetSpec which, IsolationLevel isolation)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    of.forEach(partition -> wanted.put(partition, which));
    return admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all().get();
  }
}
