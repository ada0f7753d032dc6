package io.medsift.kafka.topic;

import io.medsift.kafka.KafkaConnection;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The records of a topic between two sets of offsets.
 *
 * @param starts first offset of each partition
 * @param ends offset after the last one of each partition
 */
public record TopicRange(
    KafkaConnection connection, String topic, Map<Integer, Long> starts, Map<Integer, Long> ends)
    implements Serializable {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  public TopicRange {
    starts = Map.copyOf(starts);
    ends = Map.copyOf(ends);
  }

  /**
   * All that the topic holds now and that is committed, with every transaction whose commit has
   * returned.
   */
  public static TopicRange now(KafkaConnection connection, String topic) {
    return between(connection, topic, new OffsetBound.Earliest(), new OffsetBound.Latest());
  }

  /**
   * The committed records from one bound up to another.
   *
   * @throws IllegalArgumentException if there is no such topic, or it does not hold what the bounds
   *     name; the message is for people
   * @throws KafkaException if the brokers do not answer as they should
   */
  public static TopicRange between(
      KafkaConnection connection, String topic, OffsetBound from, OffsetBound until) {
    requireOrder(from, until);
    try (Admin admin = connection.admin(TIMEOUT)) {
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
      Map<Integer, Long> first = offsets(admin, partitions, OffsetSpec.earliest());
      Map<Integer, Long> end = byNumber(CommittedEnd.now(admin, partitions));
      Map<Integer, Long> starts = new HashMap<>();
      Map<Integer, Long> ends = new HashMap<>();
      Map<Integer, Long> named = resolve(admin, partitions, from, first, end, first);
      Map<Integer, Long> last = resolve(admin, partitions, until, first, end, end);
      for (TopicPartition partition : partitions) {
        int number = partition.partition();
        if (isOffset(from) || isOffset(until)) {
          requireOrder(number, named.get(number), last.get(number), until);
        }
        starts.put(number, named.get(number));
        ends.put(number, Math.max(named.get(number), last.get(number)));
      }
      return new TopicRange(connection, topic, starts, ends);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for offsets", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new IllegalArgumentException(
            "there is no topic %s at %s".formatted(topic, connection.bootstrapServers()),
            e.getCause());
      }
      throw new KafkaException(
          "the topic %s cannot be read at %s: %s"
              .formatted(topic, connection.bootstrapServers(), e.getCause().getMessage()),
          e.getCause());
    }
  }

  private static void requireOrder(OffsetBound from, OffsetBound until) {
    if (from instanceof OffsetBound.Time first
        && until instanceof OffsetBound.Time last
        && last.at().isBefore(first.at())) {
      throw new IllegalArgumentException(
          "the range ends before it begins: %s is before %s".formatted(last.at(), first.at()));
    }
  }

  /** Ends that are not named grow while they are asked for, so only those that are can be wrong. */
  private static void requireOrder(int partition, long from, long to, OffsetBound until) {
    if (to < from && !(until instanceof OffsetBound.Latest)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the range ends before it begins: in partition %d, %d is before %d",
              partition,
              to,
              from));
    }
  }

  private static boolean isOffset(OffsetBound bound) {
    return bound instanceof OffsetBound.Offset || bound instanceof OffsetBound.Offsets;
  }

  private static Map<Integer, Long> resolve(
      Admin admin,
      List<TopicPartition> partitions,
      OffsetBound bound,
      Map<Integer, Long> first,
      Map<Integer, Long> end,
      Map<Integer, Long> unnamed)
      throws InterruptedException, ExecutionException {
    if (bound instanceof OffsetBound.Time time) {
      Map<Integer, Long> found =
          offsets(admin, partitions, OffsetSpec.forTimestamp(time.at().toEpochMilli()));
      found.replaceAll((partition, at) -> at < 0 ? end.get(partition) : at);
      return found;
    } else if (bound instanceof OffsetBound.Offset same) {
      long longest = end.values().stream().mapToLong(Long::longValue).max().orElse(0);
      if (same.offset() > longest) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "no partition holds the offset %d: the longest ends at %d",
                same.offset(),
                longest));
      }
      Map<Integer, Long> offsets = new HashMap<>(end);
      offsets.replaceAll((partition, last) -> Math.min(last, same.offset()));
      offsets.forEach((partition, at) -> requireHeld(partition, at, first, end));
      return offsets;
    } else if (bound instanceof OffsetBound.Offsets named) {
      Map<Integer, Long> offsets = new HashMap<>(unnamed);
      offsets.putAll(named.byPartition());
      offsets.forEach((partition, at) -> requireHeld(partition, at, first, end));
      return offsets;
    }
    return bound instanceof OffsetBound.Earliest ? first : end;
  }

  private static void requireHeld(
      int partition, long at, Map<Integer, Long> first, Map<Integer, Long> end) {
    if (!end.containsKey(partition)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "there is no partition %d: the topic has %d", partition, end.size()));
    }
    if (at < first.get(partition) || at > end.get(partition)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "partition %d holds the offsets %d to %d, not %d",
              partition,
              first.get(partition),
              end.get(partition),
              at));
    }
  }

  private static Map<Integer, Long> offsets(
      Admin admin, List<TopicPartition> partitions, OffsetSpec which)
      throws InterruptedException, ExecutionException {
    return byNumber(PartitionOffsets.of(admin, partitions, which, IsolationLevel.READ_COMMITTED));
  }

  private static Map<Integer, Long> byNumber(Map<TopicPartition, Long> found) {
    Map<Integer, Long> offsets = new HashMap<>();
    found.forEach((partition, offset) -> offsets.put(partition.partition(), offset));
    return offsets;
  }

  /** Number of offsets between the two; not all of them need hold a record. */
  public long records() {
    return ends.entrySet().stream()
        .mapToLong(end -> end.getValue() - starts.get(end.getKey()))
        .sum();
  }

  /** Returns the offsets alone. */
  public OffsetRange offsetRange() {
    return new OffsetRange(starts, ends);
  }

  /** Offsets of this topic as a consumer takes them. */
  public Map<TopicPartition, Long> boundary(Map<Integer, Long> offsets) {
    return boundary(topic, offsets);
  }

  /** Offsets by partition of {@code topic} as a consumer takes them. */
  public static Map<TopicPartition, Long> boundary(String topic, Map<Integer, Long> offsets) {
    Map<TopicPartition, Long> boundary = new HashMap<>();
    offsets.forEach((partition, at) -> boundary.put(new TopicPartition(topic, partition), at));
    return boundary;
  }

  /** The same part from other offsets on. */
  public TopicRange from(Map<Integer, Long> others) {
    return new TopicRange(connection, topic, others, ends);
  }

  /** One sentence for each partition. */
  public List<String> descriptions() {
    List<String> descriptions = new ArrayList<>();
    new TreeMap<>(ends)
        .forEach(
            (partition, end) ->
                descriptions.add(
                    String.format(
                        Locale.ROOT,
                        "topic %s partition %d: offsets %d to %d",
                        topic,
                        partition,
                        starts.get(partition),
                        end)));
    return descriptions;
  }
}
