package io.medsift.evolve;

import static java.util.Objects.requireNonNull;

import io.medsift.ledger.LedgerTopic;
import java.io.Serializable;

/**
 * The job's ends in Kafka.
 *
 * @param bootstrapServers broker addresses, comma-separated
 * @param seeds prompts to begin with
 * @param prompts evolved prompts that are kept
 * @param eliminated those that are not, with the rule
 * @param ledger of the answers that were paid for
 */
public record EvolutionTopics(
    String bootstrapServers,
    String seeds,
    String prompts,
    String eliminated,
    String deadLetters,
    String ledger)
    implements Serializable {

  public EvolutionTopics {
    requireNonNull(bootstrapServers, "bootstrapServers is null");
    requireNonNull(seeds, "seeds is null");
    requireNonNull(prompts, "prompts is null");
    requireNonNull(eliminated, "eliminated is null");
    requireNonNull(deadLetters, "deadLetters is null");
    requireNonNull(ledger, "ledger is null");
  }

  /** The topics by their usual names. */
  public static EvolutionTopics named(String bootstrapServers) {
    return new EvolutionTopics(
        bootstrapServers, "seeds", "prompts", "eliminated", "dead-letters", LedgerTopic.NAME);
  }
}
