package io.medsift.annotation;

import static java.util.Objects.requireNonNull;

import io.medsift.ledger.LedgerTopic;
import java.io.Serializable;

/**
 * The job's ends in Kafka.
 *
 * @param bootstrapServers broker addresses, comma-separated
 * @param ledger of the answers that were paid for
 */
public record AnnotationTopics(
    String bootstrapServers, String unscored, String samples, String deadLetters, String ledger)
    implements Serializable {

  public AnnotationTopics {
    requireNonNull(bootstrapServers, "bootstrapServers is null");
    requireNonNull(unscored, "unscored is null");
    requireNonNull(samples, "samples is null");
    requireNonNull(deadLetters, "deadLetters is null");
    requireNonNull(ledger, "ledger is null");
  }

  /** The topics by their usual names. */
  public static AnnotationTopics named(String bootstrapServers) {
    return new AnnotationTopics(
        bootstrapServers, "unscored", "samples", "dead-letters", LedgerTopic.NAME);
  }

  LedgerTopic ledgerTopic() {
    return new LedgerTopic(bootstrapServers, ledger);
  }
}
