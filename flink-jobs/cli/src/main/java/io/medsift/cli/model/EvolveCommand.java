package io.medsift.cli.model;

import io.medsift.cli.progress.JobCounters;
import io.medsift.evolve.EvolutionJob;
import io.medsift.evolve.EvolutionPreview;
import io.medsift.evolve.EvolutionSettings;
import io.medsift.evolve.EvolutionTopics;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.recipe.Recipe;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code medsift evolve}: seed prompts to evolved prompts, by a model. */
@Command(
    name = "evolve",
    description = {
      "Evolves the prompts of a topic into harder or rarer ones (Evol-Instruct), as 'evolve' and"
          + " models.evolver of the recipe say, with reference answers, until Ctrl-C or, with"
          + " --until-end, the end of the topic.",
      "What is of no use goes to the topic of eliminated questions with the rule that says so."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class EvolveCommand implements Callable<Integer> {
  private static final String NAME = "evolve";
  private static final String RECORDS = "seeds";

  @Mixin private ModelJobOptions options;

  @Option(
      names = "--seeds",
      paramLabel = "TOPIC",
      defaultValue = "seeds",
      description = "Topic of prompts to begin with. Default: ${DEFAULT-VALUE}.")
  private String seeds;

  @Option(
      names = "--prompts",
      paramLabel = "TOPIC",
      defaultValue = "prompts",
      description = "Topic of evolved prompts. Default: ${DEFAULT-VALUE}.")
  private String prompts;

  @Option(
      names = "--eliminated",
      paramLabel = "TOPIC",
      defaultValue = "eliminated",
      description = "Topic of evolved questions that are of no use. Default: ${DEFAULT-VALUE}.")
  private String eliminated;

  @Override
  public Integer call() throws Exception {
    return options.call(NAME, this::evolve);
  }

  private void evolve() throws Exception {
    options.requireFirst("where a round gets no answer, the next begins with the same question");
    Recipe recipe = options.recipe();
    AskedModel model = options.model(recipe, ModelRole.EVOLVER);
    Map<ModelRole, AskedModel> models = Map.of(ModelRole.EVOLVER, model);
    if (options.dryRun()) {
      EvolutionPreview preview = new EvolutionPreview(recipe, model);
      options.preview(models, preview::of, seeds, RECORDS, true);
      return;
    }
    options.requireNames(seeds, List.of(prompts, eliminated));
    EvolutionTopics topics =
        new EvolutionTopics(
            options.connection(NAME),
            seeds,
            prompts,
            eliminated,
            options.deadLetters(),
            options.ledger());
    options.topics(topics.connection(), List.of(seeds, prompts, eliminated, topics.deadLetters()));
    EvolutionSettings settings =
        new EvolutionSettings(
            recipe,
            model,
            topics,
            options.reading(NAME, topics.connection(), seeds),
            options.outage(),
            options.run(NAME));
    Spending spending = new Spending(models);
    ModelJobLine line = new ModelJobLine(RECORDS, List.of("evolved", "eliminated"), spending);
    options.run(
        NAME,
        environment -> EvolutionJob.define(environment, settings),
        line::of,
        counters -> report(counters, topics, spending));
  }

  private ModelJobReport report(JobCounters counters, EvolutionTopics topics, Spending spending) {
    return new ModelJobReport(
        NAME,
        seeds,
        RECORDS,
        List.of(
            new ModelJobReport.Written(
                counters.sum("evolved"), "evolved prompts, for medsift generate", prompts),
            new ModelJobReport.Written(
                counters.sum("eliminated"), "evolved questions that are of no use", eliminated)),
        topics.deadLetters(),
        spending,
        counters);
  }
}
