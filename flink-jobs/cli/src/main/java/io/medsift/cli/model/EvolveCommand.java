package io.medsift.cli.model;

import io.medsift.cli.ExitCode;
import io.medsift.evolve.EvolutionJob;
import io.medsift.evolve.EvolutionSettings;
import io.medsift.evolve.EvolutionTopics;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.recipe.Recipe;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code medsift evolve}: seed prompts to evolved prompts, by a model. */
@Command(
    name = "evolve",
    description = {
      "Evolves the prompts of a topic into harder or rarer ones (Evol-Instruct), as 'evolve' and"
          + " models.evolver of the recipe say, with reference answers, until Ctrl-C or, with --until-end, the end of the"
          + " topic.",
      "What is of no use goes to the topic of eliminated questions with the rule that says so."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class EvolveCommand implements Callable<Integer> {
  private static final String NAME = "evolve";

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
    Recipe recipe = options.recipe();
    AskedModel model = options.model(recipe, ModelRole.EVOLVER);
    EvolutionTopics topics =
        new EvolutionTopics(
            options.connection(NAME),
            seeds,
            prompts,
            eliminated,
            options.deadLetters(),
            options.ledger());
    EvolutionSettings settings =
        new EvolutionSettings(
            recipe,
            model,
            topics,
            options.reading(NAME, topics.connection(), seeds),
            options.run(NAME));
    ModelJobLine line = new ModelJobLine(settings.model());
    options.run(NAME, environment -> EvolutionJob.define(environment, settings), line::of);
    return ExitCode.DONE;
  }
}
