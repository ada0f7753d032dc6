package io.medsift.generation;

import static java.util.Objects.requireNonNull;

import io.medsift.codec.SampleLimits;
import io.medsift.kafka.KafkaConnection;
import io.medsift.llm.stage.DeadLetters;
import java.io.Serializable;

/**
 * The job's ends in Kafka.
 *
 * @param samples where samples go that the gates of their tracks can decide on
 * @param unscored where samples go that have to go through the annotation job first
 * @param ledger of the answers that were paid for
 */
public record GenerationTopics(
    KafkaConnection connection,
    String prompts,
    String samples,
    String unscored,
    String deadLetters,
    String ledger)
    implements Serializable {

  public GenerationTopics {
    requireNonNull(connection, "connection is null");
    requireNonNull(prompts, "prompts is null");
    requireNonNull(samples, "samples is null");
    requireNonNull(unscored, "unscored is null");
    requireNonNull(deadLetters, "deadLetters is null");
    requireNonNull(ledger, "ledger is null");
  }

  DeadLetters letters(SampleLimits limits) {
    return new DeadLetters(deadLetters, prompts, limits);
  }
}
