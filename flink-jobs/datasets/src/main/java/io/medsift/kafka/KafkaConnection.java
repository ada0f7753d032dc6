package io.medsift.kafka;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Connection of every client of Kafka, in jobs and in commands.
 *
 * @param bootstrapServers broker addresses, comma-separated
 * @param client settings besides, such as those of TLS and SASL. They travel with jobs: secrets
 *     must be references to files, as {@link ClientFile} makes them, not values
 */
public record KafkaConnection(String bootstrapServers, Map<String, String> client)
    implements Serializable {
  /**
   * Longest time in milliseconds for which a broker may hold back the answer to a consumer that has
   * read everything. A consumer that closes waits for that answer: with Kafka's 500, each reader
   * that comes to its end takes half a second for nothing.
   */
  public static final int FETCH_MAX_WAIT = 50;

  public KafkaConnection {
    requireNonNull(bootstrapServers, "bootstrapServers is null");
    client = Map.copyOf(client);
  }

  /** To brokers that take clients as they come. */
  public static KafkaConnection plain(String bootstrapServers) {
    return new KafkaConnection(bootstrapServers, Map.of());
  }

  /** The settings of a client, to which its own are added. */
  public Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return settings;
  }

  /** Opens an admin client with Kafka's own timeouts. */
  public Admin admin() {
    return Admin.create(settings());
  }

  /** Opens an admin client whose calls fail after {@code timeout}. */
  public Admin admin(Duration timeout) {
    Map<String, Object> settings = settings();
    int millis = Math.toIntExact(timeout.toMillis());
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    return Admin.create(settings);
  }

  /** Opens a consumer of bytes; see {@link #consumer(Deserializer, Deserializer, Map)}. */
  public KafkaConsumer<byte[], byte[]> consumer(Map<String, ?> more) {
    return consumer(new ByteArrayDeserializer(), new ByteArrayDeserializer(), more);
  }

  /**
   * Opens a consumer that reads committed records up to an end that is known, and belongs to no
   * group.
   *
   * @param more settings that are added to these, or replace them
   */
  public <K, V> KafkaConsumer<K, V> consumer(
      Deserializer<K> key, Deserializer<V> value, Map<String, ?> more) {
    Map<String, Object> settings = settings();
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MAX_WAIT);
    settings.putAll(more);
    return new KafkaConsumer<>(settings, key, value);
  }

  /** {@link #settings()} as properties. */
  public Properties properties() {
    Properties properties = new Properties();
    properties.putAll(settings());
    return properties;
  }
}
