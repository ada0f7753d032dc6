package io.medsift.annotation;

import static java.util.Objects.requireNonNull;

import io.medsift.codec.SampleLimits;
import io.medsift.kafka.KafkaConnection;
import io.medsift.llm.cache.CacheTopic;
import io.medsift.llm.stage.DeadLetters;
import java.io.Serializable;

/**
 * The job's ends in Kafka.
 *
 * @param ledger of the answers that were paid for
 */
public record AnnotationTopics(
    KafkaConnection connection, String unscored, String samples, String deadLetters, String ledger)
    implements Serializable {

  public AnnotationTopics {
    requireNonNull(connection, "connection is null");
    requireNonNull(unscored, "unscored is null");
    requireNonNull(samples, "samples is null");
    requireNonNull(deadLetters, "deadLetters is null");
    requireNonNull(ledger, "ledger is null");
  }

  CacheTopic ledgerTopic() {
    return new CacheTopic(connection, ledger);
  }

  DeadLetters letters(SampleLimits limits) {
    return new DeadLetters(deadLetters, unscored, limits);
  }
}
