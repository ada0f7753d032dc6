package io.medsift.llm.cache;

import static java.util.Objects.requireNonNull;

import io.medsift.kafka.CreatedTopics;
import io.medsift.kafka.KafkaConnection;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The ledger: the compacted topic that holds the cached answers.
 *
 * @param topic its name
 */
public record CacheTopic(KafkaConnection connection, String topic) implements Serializable {

  /** Default name. */
  public static final String NAME = "ledger";

  private static final int PARTITIONS = 4;
  private static final int MAX_ANSWER_BYTES = 16 << 20;
  private static final int FETCH_BYTES = 16 << 20;
  private static final Duration DELIVERY_TIMEOUT = Duration.ofMinutes(30);

  public CacheTopic {
    requireNonNull(connection, "connection is null");
    requireNonNull(topic, "topic is null");
  }

  /**
   * Creates the topic if it does not exist.
   *
   * @throws IllegalStateException if it cannot be created, or exists and would lose answers
   */
  void ensure() throws InterruptedException {
    try (Admin admin = connection.admin()) {
      if (!exists(admin)) {
        create(admin);
      }
      checkSettings(admin);
    } catch (ExecutionException e) {
      throw unusable(e.getCause());
    } catch (KafkaException e) {
      throw unusable(e);
    }
  }

  private IllegalStateException unusable(Throwable cause) {
    return new IllegalStateException(
        "the ledger topic '%s' cannot be used at %s: %s"
            .formatted(topic, connection.bootstrapServers(), cause.getMessage()),
        cause);
  }

  // Checked first: the job may not be allowed to create topics.
  private boolean exists(Admin admin) throws InterruptedException, ExecutionException {
    try {
      admin.describeTopics(List.of(topic)).allTopicNames().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  private void create(Admin admin) throws InterruptedException, ExecutionException {
    NewTopic wanted =
        new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty())
            .configs(
                Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_COMPACT,
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    Integer.toString(MAX_ANSWER_BYTES)));
    try {
      admin.createTopics(List.of(wanted)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
    CreatedTopics.await(admin, List.of(topic));
  }

  private void checkSettings(Admin admin) throws InterruptedException, ExecutionException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config settings = admin.describeConfigs(List.of(resource)).all().get().get(resource);
    String policy = settings.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
    if (!policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      throw new IllegalStateException(
          ("the ledger topic '%s' has cleanup.policy %s and would lose paid answers: set it to"
                  + " compact, or name another topic")
              .formatted(topic, policy));
    }
    String largest = settings.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value();
    if (Integer.parseInt(largest) < MAX_ANSWER_BYTES) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "the ledger topic '%s' has max.message.bytes %s, so a long paid answer could not be"
                  + " stored: set it to %d or more",
              topic,
              largest,
              MAX_ANSWER_BYTES));
    }
  }

  KafkaConsumer<byte[], byte[]> consumer() {
    return connection.consumer(
        Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_uncommitted",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            FETCH_BYTES,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            5_000));
  }

  KafkaProducer<byte[], byte[]> producer() {
    Properties properties = connection.properties();
    properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    properties.setProperty(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Long.toString(DELIVERY_TIMEOUT.toMillis()));
    properties.setProperty(
        ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(DELIVERY_TIMEOUT.toMillis()));
    properties.setProperty(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(MAX_ANSWER_BYTES));
    properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "2");
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
