package io.medsift.cli.model;

import io.medsift.cli.ExitCode;
import io.medsift.cli.input.InputFiles;
import io.medsift.generation.GenerationJob;
import io.medsift.generation.GenerationSettings;
import io.medsift.generation.GenerationTopics;
import io.medsift.generation.Responses;
import io.medsift.question.QuestionForm;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.recipe.Recipe;
import io.medsift.rows.RowFile;
import io.medsift.sample.Sample;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code medsift generate}: prompts to samples, by a model. */
@Command(
    name = "generate",
    description = {
      "Asks a model for several responses to each prompt of a topic, as 'generate' and"
          + " models.generator of the recipe say, and writes each as a sample, until Ctrl-C or,"
          + " with --until-end, the end of the topic.",
      "Every answer is in the ledger before it goes on: a restart samples nothing again."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class GenerateCommand implements Callable<Integer> {
  private static final String NAME = "generate";

  @Spec private CommandSpec spec;

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
        "Topic of samples that a model has to score or compare first, for medsift annotate."
            + " Default: ${DEFAULT-VALUE}."
      })
  private String unscored;

  @Option(
      names = "--dry-run",
      description = {
        "Ask nothing: print the request for the first response to one prompt as it would be sent,"
            + " without the key."
      })
  private boolean dryRun;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "With --dry-run: file whose first prompt is shown. Default: one of ours.")
  private String input;

  @Override
  public Integer call() throws Exception {
    Recipe recipe = options.recipe();
    AskedModel model = options.model(recipe, ModelRole.GENERATOR);
    if (dryRun) {
      Sample prompt = DryRun.prompt(inputFile(), recipe, options);
      Responses responses = new Responses(model, QuestionForm.shipped());
      DryRun.print(model, responses.request(prompt, 0), spec.commandLine().getOut());
      return ExitCode.DONE;
    }
    if (input != null) {
      throw options.wrong("--input is for --dry-run; prompts come from the topic " + prompts);
    }
    GenerationTopics topics =
        new GenerationTopics(
            options.connection(NAME),
            prompts,
            samples,
            unscored,
            options.deadLetters(),
            options.ledger());
    GenerationSettings settings =
        new GenerationSettings(
            recipe,
            model,
            topics,
            options.reading(NAME, topics.connection(), prompts),
            options.run(NAME));
    ModelJobLine line = new ModelJobLine(settings.model());
    options.run(NAME, environment -> GenerationJob.define(environment, settings), line::of);
    return ExitCode.DONE;
  }

  private RowFile inputFile() throws IOException {
    return input == null ? null : InputFiles.find(List.of(input), spec).get(0);
  }
}
