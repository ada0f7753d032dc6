package io.medsift.annotation;

import static java.util.Objects.requireNonNull;

import io.medsift.curation.decontaminate.DecontaminationPlan;
import io.medsift.kafka.topic.OffsetRange;
import io.medsift.llm.prompt.AnnotationPrompt;
import io.medsift.llm.stage.AskSettings;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.Models;
import io.medsift.recipe.Recipe;
import io.medsift.verdict.Gate;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One run of the annotation job.
 *
 * @param models judge and equivalence with their addresses, each null where nobody is to be asked
 * @param benchmarks directory of the evaluation index, for the free check; null for none
 * @param reading how much of its topic it reads
 * @param outage how long a model may give no reply to anybody before the job ends
 * @param run name of the run: its consumer group and the prefix of its transactions, stable over
 *     restarts and unlike any other run's
 */
public record AnnotationSettings(
    Recipe recipe,
    Models models,
    Path benchmarks,
    AnnotationTopics topics,
    OffsetRange reading,
    Duration outage,
    String run) {

  public AnnotationSettings {
    requireNonNull(recipe, "recipe is null");
    requireNonNull(models, "models is null");
    requireNonNull(topics, "topics is null");
    requireNonNull(reading, "reading is null");
    requireNonNull(outage, "outage is null");
    requireNonNull(run, "run is null");
  }

  /** How prompts are compared with evaluation sets; null where they are not. */
  DecontaminationPlan decontamination() {
    return benchmarks == null || !recipe.runs(Gate.DECONTAMINATE)
        ? null
        : DecontaminationPlan.of(benchmarks, recipe);
  }

  Judging judging() {
    AskedModel model = models.judge();
    return model == null
        ? null
        : new Judging(model, AnnotationPrompt.load(recipe.annotate().judgePrompt()));
  }

  Comparing comparing() {
    AskedModel model = models.equivalence();
    return model == null
        ? null
        : new Comparing(model, AnnotationPrompt.load(recipe.annotate().equivalencePrompt()));
  }

  AskSettings plan(Asking asking) {
    return new AskSettings(
        asking.role(),
        asking.model(),
        asking.prompt().version(),
        recipe.annotate().attempts(),
        outage,
        asking.check(),
        topics.ledgerTopic());
  }
}
