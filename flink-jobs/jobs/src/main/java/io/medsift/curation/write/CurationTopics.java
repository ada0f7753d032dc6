package io.medsift.curation.write;

import static java.util.Objects.requireNonNull;

import io.medsift.kafka.KafkaConnection;
import java.io.Serializable;

/** Topics of a curation job: the one it reads and those it writes. */
public record CurationTopics(
    KafkaConnection connection,
    String samples,
    String accepted,
    String rejected,
    String deadLetters)
    implements Serializable {

  public CurationTopics {
    requireNonNull(connection, "connection is null");
    requireNonNull(samples, "samples is null");
    requireNonNull(accepted, "accepted is null");
    requireNonNull(rejected, "rejected is null");
    requireNonNull(deadLetters, "deadLetters is null");
  }

  /** The topics by their usual names. */
  public static CurationTopics named(KafkaConnection connection) {
    return new CurationTopics(connection, "samples", "accepted", "rejected", "dead-letters");
  }

  /** The same samples, and outputs whose names begin with {@code prefix} and a hyphen. */
  public CurationTopics withOutputs(String prefix) {
    return new CurationTopics(
        connection, samples, prefix + "-accepted", prefix + "-rejected", prefix + "-dead-letters");
  }

  /** Addresses of the brokers. */
  public String bootstrapServers() {
    return connection.bootstrapServers();
  }
}
