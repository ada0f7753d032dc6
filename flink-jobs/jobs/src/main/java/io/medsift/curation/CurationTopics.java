package io.medsift.curation;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * The job's ends in Kafka.
 *
 * @param bootstrapServers broker addresses, comma-separated
 */
public record CurationTopics(
    String bootstrapServers, String samples, String accepted, String rejected, String deadLetters)
    implements Serializable {

  public CurationTopics {
    requireNonNull(bootstrapServers, "bootstrapServers is null");
    requireNonNull(samples, "samples is null");
    requireNonNull(accepted, "accepted is null");
    requireNonNull(rejected, "rejected is null");
    requireNonNull(deadLetters, "deadLetters is null");
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
        prefix + "-dead-letters");
  }
}
