package io.medsift.centroids.embed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of a topic between two sets of offsets.
 *
 * @param starts first offset of each partition
 * @param ends offset after the last one of each partition
 */
public record TopicRange(
    String bootstrapServers, String topic, Map<Integer, Long> starts, Map<Integer, Long> ends) {

  public TopicRange {
    starts = Map.copyOf(starts);
    ends = Map.copyOf(ends);
  }

  /** All that the topic holds now. */
  public static TopicRange now(String bootstrapServers, String topic) {
    Properties properties = new Properties();
    properties.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (Admin admin = Admin.create(properties)) {
      List<TopicPartition> partitions =
          admin
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get()
              .get(topic)
              .partitions()
              .stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      return new TopicRange(
          bootstrapServers,
          topic,
          offsets(admin, partitions, OffsetSpec.earliest()),
          offsets(admin, partitions, OffsetSpec.latest()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for offsets", e);
    } catch (ExecutionException e) {
      throw new IllegalArgumentException(
          "the topic %s cannot be read at %s: %s"
              .formatted(topic, bootstrapServers, e.getCause().getMessage()),
          e.getCause());
    }
  }

  private static Map<Integer, Long> offsets(
      Admin admin, List<TopicPartition> partitions, OffsetSpec which)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, which));
    Map<TopicPartition, ListOffsetsResultInfo> found = admin.listOffsets(wanted).all().get();
    Map<Integer, Long> offsets = new HashMap<>();
    found.forEach((partition, info) -> offsets.put(partition.partition(), info.offset()));
    return offsets;
  }

  long records() {
    return ends.entrySet().stream()
        .mapToLong(end -> end.getValue() - starts.get(end.getKey()))
        .sum();
  }

  Map<TopicPartition, Long> boundary(Map<Integer, Long> offsets) {
    Map<TopicPartition, Long> boundary = new HashMap<>();
    offsets.forEach((partition, at) -> boundary.put(new TopicPartition(topic, partition), at));
    return boundary;
  }

  /** One sentence for each partition. */
  List<String> descriptions() {
    List<String> descriptions = new ArrayList<>();
    new TreeMap<>(ends)
        .forEach(
            (partition, end) ->
                descriptions.add(
                    "topic %s partition %d: offsets %d to %d"
                        .formatted(topic, partition, starts.get(partition), end)));
    return descriptions;
  }
}
