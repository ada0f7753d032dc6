package io.medsift.cli.model;

import io.medsift.cli.model.ModelJobReport.Written;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.evolve.EvolutionJob;
import io.medsift.evolve.EvolutionPreview;
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
      "Evolves the prompts of a topic into harder or rarer ones "
          + "(Evol-Instruct), as configured by 'evolve' and models.evolver of the "
          + "recipe, with reference answers, until Ctrl-C or, with --until-end, the "
          + "end of the topic.",
      "Eliminated questions go to a topic of their own, with the rule that " + "eliminated them."
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
      description = "Topic of eliminated questions. Default: ${DEFAULT-VALUE}.")
  private String eliminated;

  @Override
  public Integer call() throws Exception {
    options.check(NAME);
    options.requireFirst("if a round gets no answer, the next starts from the same question");
    Recipe recipe = options.recipe();
    AskedModel model = options.model(recipe, ModelRole.EVOLVER);
    Map<ModelRole, AskedModel> models = Map.of(ModelRole.EVOLVER, model);
    if (options.dryRun()) {
      EvolutionPreview preview = new EvolutionPreview(recipe, model);
      options.preview(models, preview::of, seeds, RECORDS, true);
      return ExitCode.DONE;
    }
    EvolutionJob job = new EvolutionJob(recipe, model, options.topics(seeds), prompts, eliminated);
    options
        .run(job, RECORDS, models, List.of(prompts, eliminated))
        .execute(
            job,
            List.of(
                new Written("evolved", "evolved prompts, for medsift generate", prompts),
                new Written("eliminated", "eliminated questions", eliminated)));
    return ExitCode.DONE;
  }
}
