package io.medsift.curation;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Map;
import java.util.Properties;

/**
 * The job's ends in Kafka.
 *
 * @param bootstrapServers broker addresses, comma-separated
 * @param client settings of every Kafka client besides, such as those of TLS and SASL. They travel
 *     with the job: secrets must be references to files, not values
 */
public record CurationTopics(
    String bootstrapServers,
    String samples,
    String accepted,
    String rejected,
    String deadLetters,
    Map<String, String> client)
    implements Serializable {

  public CurationTopics {
    requireNonNull(bootstrapServers, "bootstrapServers is null");
    requireNonNull(samples, "samples is null");
    requireNonNull(accepted, "accepted is null");
    requireNonNull(rejected, "rejected is null");
    requireNonNull(deadLetters, "deadLetters is null");
    client = Map.copyOf(client);
  }

  /** The ends on a cluster that takes clients as they come. */
  public CurationTopics(
      String bootstrapServers,
      String samples,
      String accepted,
      String rejected,
      String deadLetters) {
    this(bootstrapServers, samples, accepted, rejected, deadLetters, Map.of());
  }

  /** The topics by their usual names. */
  public static CurationTopics named(String bootstrapServers) {
    return new CurationTopics(bootstrapServers, "samples", "accepted", "rejected", "dead-letters");
  }

  /** The same samples, and outputs whose names begin with {@code prefix} and a hyphen. */
  public CurationTopics withOutputs(String prefix) {
    return new CurationTopics(
        bootstrapServers,
        samples,
        prefix + "-accepted",
        prefix + "-rejected",
        prefix + "-dead-letters",
        client);
  }

  /** What every client needs to connect. */
  public Properties connection() {
    Properties properties = new Properties();
    properties.putAll(client);
    properties.setProperty("bootstrap.servers", bootstrapServers);
    return properties;
  }
}
