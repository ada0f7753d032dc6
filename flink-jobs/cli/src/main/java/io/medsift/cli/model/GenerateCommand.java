package io.medsift.cli.model;

import io.medsift.cli.model.ModelJobReport.Written;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.generation.GenerationJob;
import io.medsift.generation.GenerationPreview;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.recipe.Recipe;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code medsift generate}: prompts to samples, by a model. */
@Command(
    name = "generate",
    description = {
      "Generates several responses to each prompt of a topic with a model, as "
          + "configured by 'generate' and models.generator of the recipe, and writes "
          + "each as a sample, until Ctrl-C or, with --until-end, the end of the "
          + "topic.",
      "Samples that the gates of their track can decide go to one topic; "
          + "samples that a model must score or compare first go to another, for "
          + "medsift annotate.",
      "Every answer is stored in the ledger first, so a restart does not " + "request it again."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class GenerateCommand implements Callable<Integer> {
  private static final String NAME = "generate";
  private static final String RECORDS = "prompts";

  @Mixin private ModelJobOptions options;

  @Option(
      names = "--prompts",
      paramLabel = "TOPIC",
      defaultValue = "prompts",
      description = "Topic of prompts. Default: ${DEFAULT-VALUE}.")
  private String prompts;

  @Option(
      names = "--samples",
      paramLabel = "TOPIC",
      defaultValue = "samples",
      description = {
        "Topic of samples that the gates of their tracks can decide on. Default: ${DEFAULT-VALUE}."
      })
  private String samples;

  @Option(
      names = "--unscored",
      paramLabel = "TOPIC",
      defaultValue = "unscored",
      description = {
        "Topic of samples that still need a score or comparison by a model (medsift annotate)."
            + " Default: ${DEFAULT-VALUE}."
      })
  private String unscored;

  @Override
  public Integer call() throws Exception {
    options.check(NAME);
    Recipe recipe = options.recipe();
    AskedModel model = options.model(recipe, ModelRole.GENERATOR);
    Map<ModelRole, AskedModel> models = Map.of(ModelRole.GENERATOR, model);
    if (options.dryRun()) {
      GenerationPreview preview = new GenerationPreview(recipe, model);
      options.preview(models, preview::of, prompts, RECORDS, true);
      return ExitCode.DONE;
    }
    String read = options.read(prompts);
    GenerationJob job = new GenerationJob(recipe, model, options.topics(read), samples, unscored);
    options
        .run(job, RECORDS, models, List.of(samples, unscored))
        .execute(
            job,
            List.of(
                new Written("samples_written", "samples for the curation job", samples),
                new Written(
                    "samples_unscored",
                    "samples that still need a score or comparison (medsift annotate)",
                    unscored)));
    return ExitCode.DONE;
  }
}
