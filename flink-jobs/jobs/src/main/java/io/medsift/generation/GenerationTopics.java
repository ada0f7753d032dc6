package io.medsift.generation;

import static java.util.Objects.requireNonNull;

import io.medsift.ledger.LedgerTopic;
import io.medsift.recipe.GenerationOutput;
import java.io.Serializable;

/**
 * The job's ends in Kafka.
 *
 * @param bootstrapServers broker addresses, comma-separated
 * @param samples where samples go, whether curation or the annotation job reads it
 * @param ledger of the answers that were paid for
 */
public record GenerationTopics(
    String bootstrapServers, String prompts, String samples, String deadLetters, String ledger)
    implements Serializable {

  public GenerationTopics {
    requireNonNull(bootstrapServers, "bootstrapServers is null");
    requireNonNull(prompts, "prompts is null");
    requireNonNull(samples, "samples is null");
    requireNonNull(deadLetters, "deadLetters is null");
    requireNonNull(ledger, "ledger is null");
  }

  /** The topics by their usual names. */
  public static GenerationTopics named(String bootstrapServers, GenerationOutput output) {
    return new GenerationTopics(
        bootstrapServers, "prompts", output.wireName(), "dead-letters", LedgerTopic.NAME);
  }
}
