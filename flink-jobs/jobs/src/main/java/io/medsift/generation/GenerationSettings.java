package io.medsift.generation;

import static java.util.Objects.requireNonNull;

import io.medsift.kafka.topic.OffsetRange;
import io.medsift.llm.cache.CacheTopic;
import io.medsift.llm.prompt.GenerationPrompts;
import io.medsift.llm.stage.AskSettings;
import io.medsift.llm.stage.ReplyCheck;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.recipe.Recipe;
import java.time.Duration;

/**
 * One run of the generation job.
 *
 * @param model that responds, with its address
 * @param reading how much of its topic it reads
 * @param outage how long a model may give no reply to anybody before the job ends
 * @param run name of the run: its consumer group and the prefix of its transactions, stable over
 *     restarts and unlike any other run's
 */
public record GenerationSettings(
    Recipe recipe,
    AskedModel model,
    GenerationTopics topics,
    OffsetRange reading,
    Duration outage,
    String run) {

  /** A reply is a response whatever it says: an endpoint's own failures are tried again below. */
  private static final int ATTEMPTS = 1;

  public GenerationSettings {
    requireNonNull(recipe, "recipe is null");
    requireNonNull(model, "model is null");
    requireNonNull(topics, "topics is null");
    requireNonNull(reading, "reading is null");
    requireNonNull(outage, "outage is null");
    requireNonNull(run, "run is null");
  }

  /** How the model is asked. */
  AskSettings plan() {
    return new AskSettings(
        ModelRole.GENERATOR,
        model,
        GenerationPrompts.shipped().fingerprint(),
        ATTEMPTS,
        outage,
        ReplyCheck.ANY,
        new CacheTopic(topics.connection(), topics.ledger()));
  }
}
