package io.medsift.kafka.topic;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Asks the brokers for offsets, such as the first or the end. */
public final class PartitionOffsets {
  private PartitionOffsets() {}

  /**
   * Returns one offset of each partition; -1 where none is as {@code which} says.
   *
   * @param isolation whether the end is that of the committed records
   * @throws ExecutionException if the brokers do not answer as they should
   */
  public static Map<TopicPartition, Long> of(
      Admin admin,
      Collection<TopicPartition> partitions,
      OffsetSpec which,
      IsolationLevel isolation)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listOffsets(wanted, new ListOffsetsOptions(isolation))
        .all()
        .get()
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }
}
