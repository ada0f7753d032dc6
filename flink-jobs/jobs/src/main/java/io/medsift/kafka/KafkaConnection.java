package io.medsift.kafka;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * How every client of Kafka connects, in jobs and in commands.
 *
 * @param bootstrapServers broker addresses, comma-separated
 * @param client settings besides, such as those of TLS and SASL. They travel with jobs: secrets
 *     must be references to files, as {@link ClientFile} makes them, not values
 */
public record KafkaConnection(String bootstrapServers, Map<String, String> client)
    implements Serializable {
  /**
   * How long a broker may hold back the answer to a consumer that has read everything, in
   * milliseconds. A consumer that closes waits for that answer: with Kafka's 500, each reader that
   * comes to its end takes half a second for nothing.
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

  /**
   * The settings of a consumer that reads the committed records of a topic up to an end that is
   * known, and belongs to no group.
   */
  public Map<String, Object> readerSettings() {
    Map<String, Object> settings = settings();
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MAX_WAIT);
    return settings;
  }

  /** {@link #settings()} as properties. */
  public Properties properties() {
    Properties properties = new Properties();
    properties.putAll(settings());
    return properties;
  }
}
