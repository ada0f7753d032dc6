package io.medsift.evolve;

import static java.util.Objects.requireNonNull;

import io.medsift.kafka.topic.OffsetRange;
import io.medsift.llm.cache.CacheTopic;
import io.medsift.llm.prompt.EvolutionPrompts;
import io.medsift.llm.stage.AskSettings;
import io.medsift.llm.stage.ReplyCheck;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Recipe.EvolveSettings;
import java.io.Serializable;
import java.time.Duration;

/**
 * One run of the evolution job.
 *
 * @param model that evolves, compares and answers, with its address
 * @param reading how much of its topic it reads
 * @param outage how long a model may give no reply to anybody before the job ends
 * @param run name of the run: its consumer group and the prefix of its transactions, stable over
 *     restarts and unlike any other run's
 */
public record EvolutionSettings(
    Recipe recipe,
    AskedModel model,
    EvolutionTopics topics,
    OffsetRange reading,
    Duration outage,
    String run)
    implements Serializable {

  private static final int ATTEMPTS = 2;

  public EvolutionSettings {
    requireNonNull(recipe, "recipe is null");
    requireNonNull(model, "model is null");
    requireNonNull(topics, "topics is null");
    requireNonNull(reading, "reading is null");
    requireNonNull(outage, "outage is null");
    requireNonNull(run, "run is null");
  }

  EvolveSettings evolve() {
    return recipe.evolve();
  }

  /** How the model is asked for something whose form {@code check} knows. */
  AskSettings plan(ReplyCheck check) {
    return new AskSettings(
        ModelRole.EVOLVER,
        model,
        EvolutionPrompts.shipped().fingerprint(),
        ATTEMPTS,
        outage,
        check,
        new CacheTopic(topics.connection(), topics.ledger()));
  }
}
