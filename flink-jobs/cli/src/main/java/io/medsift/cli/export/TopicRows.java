package io.medsift.cli.export;

import static java.lang.String.format;

import io.medsift.export.rows.ExportException;
import io.medsift.export.rows.RowSource;
import io.medsift.export.rows.RowSource.RawRow;
import io.medsift.export.rows.RowSource.RowVisitor;
import io.medsift.export.rows.RowSource.SourceProgress;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.CommittedEnd;
import io.medsift.verdict.Decision;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.network.Selectable;

/**
 * Rows of a topic, up to what is committed when the scan begins; what an open transaction holds is
 * left to the next export.
 */
final class TopicRows implements RowSource {
  private static final String KIND = "topic";
  private static final Duration POLL = Duration.ofMillis(500);
  private static final byte[] NO_VALUE = {};
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(20);

  // What the system chooses grows with the stream; Kafka's 64 KiB cost a poll for each piece.
  private static final Map<String, Object> FETCH_SETTINGS =
      Map.of(
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          5_000,
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
          4 << 20,
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
          16 << 20,
          ConsumerConfig.RECEIVE_BUFFER_CONFIG,
          Selectable.USE_DEFAULT_BUFFER_SIZE);

  private final KafkaConnection connection;
  private final String topic;
  private final Decision decision;

  private record Range(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {}

  /** The rows of {@code topic}. */
  TopicRows(KafkaConnection connection, String topic, Decision decision) {
    this.connection = connection;
    this.topic = topic;
    this.decision = decision;
  }

  @Override
  public Decision decision() {
    return decision;
  }

  @Override
  public SourceProgress scan(SourceProgress previous, RowVisitor visitor)
      throws IOException, InterruptedException, ExportException {
    TopicDescription description = describe();
    String identity = description.topicId().toString();
    if (previous != null && !previous.identity().equals(identity)) {
      throw new ExportException(
          format("the topic %s is not the one that was exported before (it has another id)", topic),
          "A folder holds the rows of one topic: name another --out.");
    }
    try (KafkaConsumer<byte[], byte[]> consumer = connection.consumer(FETCH_SETTINGS)) {
      Range range = range(consumer, description, previous);
      consumer.assign(range.to().keySet());
      range.from().forEach(consumer::seek);
      visitRows(consumer, range, visitor);
      Map<String, Long> next = new TreeMap<>();
      range.to().forEach((partition, end) -> next.put("" + partition.partition(), end));
      return new SourceProgress(KIND, topic, identity, next);
    }
  }

  private Range range(
      KafkaConsumer<byte[], byte[]> consumer, TopicDescription description, SourceProgress previous)
      throws InterruptedException, ExportException {
    List<TopicPartition> partitions = new ArrayList<>();
    description
        .partitions()
        .forEach(each -> partitions.add(new TopicPartition(topic, each.partition())));
    Map<TopicPartition, Long> ends = ends(partitions);
    Map<TopicPartition, Long> starts = new HashMap<>(consumer.beginningOffsets(partitions));
    if (previous != null) {
      for (Map.Entry<String, Long> next : previous.next().entrySet()) {
        TopicPartition partition = new TopicPartition(topic, Integer.parseInt(next.getKey()));
        requireKept(partition, next.getValue(), starts.get(partition), ends.get(partition));
        starts.put(partition, next.getValue());
      }
    }
    return new Range(starts, ends);
  }

  private static void requireKept(TopicPartition partition, long next, Long first, Long end)
      throws ExportException {
    if (first == null || next < first || next > end) {
      throw new ExportException(
          format(
              Locale.ROOT,
              "the last export of %s ended at offset %d, the topic holds %s",
              partition,
              next,
              first == null ? "no such partition" : "offsets " + first + " to " + end),
          "Rows in between were deleted from the topic. Export the rest to another " + "--out.");
    }
  }

  private void visitRows(KafkaConsumer<byte[], byte[]> consumer, Range range, RowVisitor visitor)
      throws IOException, InterruptedException, ExportException {
    while (range.to().entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
      for (TopicPartition partition : polled.partitions()) {
        long end = range.to().get(partition);
        for (ConsumerRecord<byte[], byte[]> row : polled.records(partition)) {
          if (row.offset() < end) {
            byte[] json = row.value() == null ? NO_VALUE : row.value();
            visitor.visit(new RawRow(json, row.partition(), row.offset()));
          }
        }
      }
    }
  }

  @Override
  public ExportException refusal(RawRow row, IOException reason) {
    return new ExportException(
        format(
            Locale.ROOT,
            "the record at %s/%d@%d is not a curated row: %s",
            topic,
            row.partition(),
            row.number(),
            reason.getMessage()),
        "Name the topics of a curation job with --topic and --rejected-topic.");
  }

  private Map<TopicPartition, Long> ends(List<TopicPartition> partitions)
      throws InterruptedException {
    try (Admin admin = connection.admin(REQUEST_TIMEOUT)) {
      return CommittedEnd.now(admin, partitions);
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause());
    }
  }

  private TopicDescription describe() throws InterruptedException, ExportException {
    try (Admin admin = connection.admin(REQUEST_TIMEOUT)) {
      return admin.describeTopics(List.of(topic)).topicNameValues().get(topic).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new ExportException(
            format("there is no topic %s at %s", topic, connection.bootstrapServers()),
            "Name it with --topic or --rejected-topic.");
      }
      throw new KafkaException(e.getCause());
    }
  }
}
