package io.medsift.kafka.connector;

import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.kafka.topic.OffsetRange;
import io.medsift.kafka.topic.TopicOffsets;
import io.medsift.kafka.topic.TopicRange;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;

/**
 * Sources and sinks on a Kafka cluster.
 *
 * @param run name of the run: its consumer group and the prefix of its transactions, stable over
 *     restarts and different from that of any other run
 * @param transactionTimeout after which brokers end a transaction: longer than the longest outage
 *     that the run should survive, and not above {@code transaction.max.timeout.ms} of the brokers
 * @param lost what happens where a topic no longer holds what the run has not read
 * @param readAhead bytes of memory that the samples of each reader take, at most, while they wait
 *     for slower partitions
 */
public record KafkaConnector(
    KafkaConnection connection,
    String run,
    Duration transactionTimeout,
    LostRecords lost,
    long readAhead) {
  /** Default of {@code transaction.max.timeout.ms} of brokers. */
  public static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

  /** Default of the memory of waiting samples, of each reader. */
  public static final long READ_AHEAD = 128 << 20;

  /** Counts the transactions whose records are lost, since the task started. */
  public static final String LOST_TRANSACTIONS = TransactionCommitter.LOST;

  /** Default buffer of a producer in bytes; a longer record is never sent. */
  public static final long BUFFER = 32 << 20;

  /** Most records that a fetcher takes at once. */
  static final int RECORDS_OF_A_FETCH = 500;

  private static final int BATCH = 256 << 10;

  // No reader sees a record before its checkpoint, which sends what lingers.
  private static final String LINGER_MILLIS = "100";

  /** Connector whose transactions last as long as brokers allow by default. */
  public KafkaConnector(KafkaConnection connection, String run) {
    this(connection, run, TRANSACTION_TIMEOUT, LostRecords.FAIL, READ_AHEAD);
  }

  /**
   * The committed records of a topic.
   *
   * @param bounded stop at the offsets that are the end when the job starts
   */
  public Source<LogRecord, ?, ?> source(String topic, boolean bounded) {
    KafkaSourceBuilder<LogRecord> source = from(topic, Map.of());
    return bounded
        ? AssignedSource.of(source.setBounded(new End(connection, topic)).build(), readAhead)
        : waiting(source, readAhead);
  }

  /** The committed records of a part of a topic. */
  public Source<LogRecord, ?, ?> source(String topic, OffsetRange range) {
    return source(topic, new LogRecordDeserializer(), range, readAhead);
  }

  /** The committed records of a part of a topic, for a job in which none waits for the others. */
  public Source<LogRecord, ?, ?> source(
      String topic, KafkaRecordDeserializationSchema<LogRecord> deserializer, OffsetRange range) {
    return source(topic, deserializer, range, AssignedSource.UNLIMITED);
  }

  private Source<LogRecord, ?, ?> source(
      String topic,
      KafkaRecordDeserializationSchema<LogRecord> deserializer,
      OffsetRange range,
      long most) {
    KafkaSourceBuilder<LogRecord> source =
        from(topic, range.starts()).setDeserializer(deserializer);
    return range.ends().isEmpty()
        ? waiting(source, most)
        : AssignedSource.of(source.setBounded(offsets(topic, range.ends())).build(), most);
  }

  private KafkaSourceBuilder<LogRecord> from(String topic, Map<Integer, Long> starts) {
    return committed(topic)
        .setStartingOffsets(
            new Beginning(
                starts.isEmpty() ? OffsetsInitializer.earliest() : offsets(topic, starts), lost));
  }

  /**
   * The end of the committed records when the job starts. Unlike that of the connector, which each
   * reader finds for itself, it is known beforehand and stays the same after a restart.
   */
  // The connector's own interface still returns the deprecated type.
  @SuppressWarnings("deprecation")
  private record End(KafkaConnection connection, String topic) implements OffsetsInitializer {
    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
        Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
      return TopicRange.boundary(topic, TopicRange.now(connection, topic).ends());
    }

    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
      return OffsetResetStrategy.NONE;
    }
  }

  /** Starting offsets. Only the policy of the run lets a reader skip records that are gone. */
  // The connector's own interface still returns the deprecated type.
  @SuppressWarnings("deprecation")
  private record Beginning(OffsetsInitializer offsets, LostRecords lost)
      implements OffsetsInitializer {
    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
        Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
      return offsets.getPartitionOffsets(partitions, retriever);
    }

    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
      return switch (lost) {
        case FAIL -> OffsetResetStrategy.NONE;
        case SKIP -> OffsetResetStrategy.EARLIEST;
      };
    }
  }

  private static OffsetsInitializer offsets(String topic, Map<Integer, Long> byPartition) {
    return OffsetsInitializer.offsets(TopicRange.boundary(topic, byPartition));
  }

  private static Source<LogRecord, ?, ?> waiting(KafkaSourceBuilder<LogRecord> source, long most) {
    // A partition that appears while the job runs would start behind the watermark.
    return AssignedSource.of(
        source.setProperty("partition.discovery.interval.ms", "-1").build(), most);
  }

  private KafkaSourceBuilder<LogRecord> committed(String topic) {
    return KafkaSource.<LogRecord>builder()
        .setProperties(connection.properties())
        .setTopics(topic)
        .setGroupId(run)
        .setDeserializer(new LogRecordDeserializer())
        .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        .setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(RECORDS_OF_A_FETCH))
        .setProperty(
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            Integer.toString(KafkaConnection.FETCH_MAX_WAIT));
  }

  /**
   * A sink whose records are visible once per checkpoint.
   *
   * @param largest bytes of a record
   */
  public <T> Sink<T> sink(KafkaRecordSerializationSchema<T> serializer, int largest) {
    KafkaSink<T> sink =
        KafkaSink.<T>builder()
            .setBootstrapServers(connection.bootstrapServers())
            .setRecordSerializer(serializer)
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionalIdPrefix(run)
            .setKafkaProducerConfig(producer(largest))
            .build();
    return new TransactionalSink<>(connection, sink);
  }

  private Properties producer(int largest) {
    Properties properties = connection.properties();
    properties.setProperty(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Long.toString(transactionTimeout.toMillis()));
    properties.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(largest));
    properties.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(BATCH));
    properties.setProperty(
        ProducerConfig.BUFFER_MEMORY_CONFIG,
        Long.toString(Math.max(BUFFER, largest + (long) BATCH)));
    properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    return properties;
  }

  /**
   * Ends the transactions that an earlier process of the run has left open: what they hold is never
   * visible. For a run that begins again, while no other process of it works.
   *
   * @throws IllegalStateException if that cannot be done; the message says why
   */
  public void abortOpenTransactions() {
    // Subtask and number follow the name. Another run may be called as this one and a hyphen more.
    Pattern own = Pattern.compile(Pattern.quote(run) + "-\\d+-\\d+");
    asked(
        "the transactions of the run '%s' cannot be ended".formatted(run),
        admin -> {
          List<String> open =
              admin
                  .listTransactions(
                      new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING)))
                  .all()
                  .get()
                  .stream()
                  .map(TransactionListing::transactionalId)
                  .filter(own.asMatchPredicate())
                  .toList();
          if (!open.isEmpty()) {
            admin.fenceProducers(open).all().get();
          }
          return open;
        });
  }

  /**
   * Makes sure that topics are there, so that a job does not fail and restart over a missing one.
   *
   * @throws IllegalStateException if some are not; the message names them all
   */
  public void require(List<String> topics) {
    List<String> missing =
        asked(
            "the topics cannot be listed",
            admin -> {
              Set<String> known = admin.listTopics().names().get();
              return topics.stream().filter(topic -> !known.contains(topic)).toList();
            });
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "there is no topic %s at %s"
              .formatted(String.join(", nor ", missing), connection.bootstrapServers()));
    }
  }

  /**
   * Partitions of a topic.
   *
   * @throws IllegalStateException if it cannot be read; the message names it
   */
  public int partitions(String topic) {
    return asked(
        "topic '%s' cannot be read".formatted(topic),
        admin ->
            admin
                .describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size());
  }

  /**
   * A topic as the run finds it now.
   *
   * @throws IllegalStateException if that cannot be known; the message says why
   */
  public TopicOffsets readTopic(String topic) {
    String id =
        asked(
            "topic '%s' cannot be read".formatted(topic),
            admin ->
                admin
                    .describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .topicId()
                    .toString());
    TopicRange range = TopicRange.now(connection, topic);
    return new TopicOffsets(topic, id, committedOffsets(topic), range.starts(), range.ends());
  }

  /**
   * Partition to the offset up to which the run has read a topic, as it noted with its checkpoints;
   * empty for a run that has not.
   *
   * @throws IllegalStateException if that cannot be known; the message says why
   */
  public Map<Integer, Long> committedOffsets(String topic) {
    Map<TopicPartition, OffsetAndMetadata> all =
        asked(
            "the committed offsets of the run '%s' cannot be read".formatted(run),
            admin -> admin.listConsumerGroupOffsets(run).partitionsToOffsetAndMetadata().get());
    Map<Integer, Long> offsets = new TreeMap<>();
    all.forEach(
        (partition, offset) -> {
          if (partition.topic().equals(topic) && offset != null) {
            offsets.put(partition.partition(), offset.offset());
          }
        });
    return offsets;
  }

  @FunctionalInterface
  private interface Question<T> {
    T ask(Admin admin) throws InterruptedException, ExecutionException;
  }

  private <T> T asked(String problem, Question<T> question) {
    try (Admin admin = connection.admin()) {
      return question.ask(admin);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking Kafka", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "%s at %s: %s"
              .formatted(problem, connection.bootstrapServers(), e.getCause().getMessage()),
          e.getCause());
    }
  }
}
