package io.medsift.evolve;

import static java.util.Objects.requireNonNull;

import io.medsift.codec.SampleLimits;
import io.medsift.kafka.KafkaConnection;
import io.medsift.llm.stage.DeadLetters;
import java.io.Serializable;

/**
 * The job's ends in Kafka.
 *
 * @param seeds prompts to begin with
 * @param prompts evolved prompts that are kept
 * @param eliminated those that are not, with the rule
 * @param ledger of the answers that were paid for
 */
public record EvolutionTopics(
    KafkaConnection connection,
    String seeds,
    String prompts,
    String eliminated,
    String deadLetters,
    String ledger)
    implements Serializable {

  public EvolutionTopics {
    requireNonNull(connection, "connection is null");
    requireNonNull(seeds, "seeds is null");
    requireNonNull(prompts, "prompts is null");
    requireNonNull(eliminated, "eliminated is null");
    requireNonNull(deadLetters, "deadLetters is null");
    requireNonNull(ledger, "ledger is null");
  }

  DeadLetters letters(SampleLimits limits) {
    return new DeadLetters(deadLetters, seeds, limits);
  }
}
