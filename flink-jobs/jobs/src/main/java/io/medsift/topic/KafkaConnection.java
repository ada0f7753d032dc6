package io.medsift.topic;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How every client of Kafka connects, in jobs and in commands.
 *
 * @param bootstrapServers broker addresses, comma-separated
 * @param client settings besides, such as those of TLS and SASL. They travel with jobs: secrets
 *     must be references to files, as {@link ClientFile} makes them, not values
 */
public record KafkaConnection(String bootstrapServers, Map<String, String> client)
    implements Serializable {

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

  /** The same as properties. */
  public Properties properties() {
    Properties properties = new Properties();
    properties.putAll(settings());
    return properties;
  }
}
