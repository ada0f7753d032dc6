package io.medsift.cli.model;

import io.medsift.annotation.AnnotationJob;
import io.medsift.annotation.AnnotationPreview;
import io.medsift.cli.artifact.ArtifactSource;
import io.medsift.cli.artifact.BenchmarkArtifact;
import io.medsift.cli.embedded.TemporaryDirectory;
import io.medsift.cli.model.ModelJobReport.Written;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.cli.progress.JobCounters;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.recipe.Models;
import io.medsift.recipe.Recipe;
import io.medsift.verdict.Gate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code medsift annotate}: annotations by models, before samples are curated. */
@Command(
    name = "annotate",
    description = {
      "Adds to each sample of a topic the annotations that curation needs from models, as"
          + " configured by 'annotate' and 'models' of the recipe: the judge's score, whether a"
          + " free-text answer is equivalent to the reference, and whether a prompt asks the same"
          + " as evaluation items near to it, where the rule 'semantic' has 'decide: model'. Runs"
          + " until Ctrl-C or, with --until-end, the end of the topic.",
      "Every answer is stored in the ledger first, so a restart does not pay " + "for it again."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class AnnotateCommand implements Callable<Integer> {
  private static final String NAME = "annotate";
  private static final String RECORDS = "samples";

  @Spec private CommandSpec spec;

  @Mixin private ModelJobOptions options;

  @Option(
      names = "--unscored",
      paramLabel = "TOPIC",
      defaultValue = "unscored",
      description = "Topic of samples to annotate. Default: ${DEFAULT-VALUE}.")
  private String unscored;

  @Option(
      names = "--samples",
      paramLabel = "TOPIC",
      defaultValue = "samples",
      description = "Topic of annotated samples. Default: ${DEFAULT-VALUE}.")
  private String samples;

  @Option(
      names = "--benchmarks",
      paramLabel = "PATH|NAME=PATH|DIR",
      arity = "1..*",
      description = {
        "Evaluation sets of the curation job, so that contaminated samples, "
            + "which it rejects, are not sent to models. Required where a model decides on "
            + "evaluation items near to a prompt."
      })
  private List<String> benchmarks = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    options.check(NAME);
    Recipe recipe = options.recipe();
    Models models = models(recipe);
    ArtifactSource index = index(recipe);
    if (options.dryRun()) {
      preview(recipe, models, index);
      return ExitCode.DONE;
    }
    String read = options.read(unscored);
    AnnotationJob job = new AnnotationJob(recipe, models, null, options.topics(read), samples);
    ModelJobRun run = options.run(job, RECORDS, asked(models), List.of(samples));
    try {
      run.execute(
          () -> job.withBenchmarks(index.prepare(options.data(NAME))),
          List.of(new Written("samples_written", AnnotateCommand::described, samples)));
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          e.getMessage(), "Fix the section 'annotate' of the recipe.", e);
    }
    return ExitCode.DONE;
  }

  private static String described(JobCounters counters) {
    return String.format(
        Locale.ROOT,
        "samples for the curation job (%,d with a score, %,d compared, %,d "
            + "asked about evaluation items, %,d skipped, since curation will reject them)",
        counters.sum("answers", ModelRole.JUDGE.wireName()),
        counters.sum("answers", ModelRole.EQUIVALENCE.wireName()),
        counters.sum("answers", ModelRole.LEAK.wireName()),
        counters.sum("samples_skipped"));
  }

  private void preview(Recipe recipe, Models models, ArtifactSource index) throws Exception {
    try (TemporaryDirectory work = TemporaryDirectory.create("medsift-dry-run-");
        AnnotationPreview preview =
            new AnnotationPreview(
                new AnnotationJob(
                    recipe,
                    models,
                    index.prepare(work.path()),
                    options.topics(unscored),
                    samples))) {
      options.preview(asked(models), preview::of, unscored, RECORDS, false);
    }
  }

  private static Map<ModelRole, AskedModel> asked(Models models) {
    Map<ModelRole, AskedModel> asked = new EnumMap<>(ModelRole.class);
    for (ModelRole role : ModelRole.values()) {
      models.of(role).ifPresent(model -> asked.put(role, model));
    }
    return asked;
  }

  private Models models(Recipe recipe) {
    boolean judged = recipe.runs(Gate.JUDGE);
    boolean verified = recipe.runs(Gate.VERIFY);
    boolean asksAboutLeaks = recipe.leakRule().isPresent();
    if (!judged && !verified && !asksAboutLeaks) {
      throw options.wrong(
          "no track of the recipe "
              + recipe.stamp().name()
              + " runs the gate judge or verify, and no rule semantic has decide: model, so there"
              + " is nothing to annotate");
    }
    return new Models(
        null,
        judged ? options.model(recipe, ModelRole.JUDGE) : null,
        // Without it, rules alone verify.
        verified && recipe.models().equivalence() != null
            ? options.model(recipe, ModelRole.EQUIVALENCE)
            : null,
        asksAboutLeaks ? options.model(recipe, ModelRole.LEAK) : null,
        null);
  }

  private ArtifactSource index(Recipe recipe) {
    if (benchmarks.isEmpty()) {
      if (recipe.leakRule().isPresent()) {
        throw options.wrong(
            "the rule semantic of the recipe "
                + recipe.stamp().name()
                + " has decide: model, so name the evaluation sets of the curation job with"
                + " --benchmarks");
      }
      if (recipe.runs(Gate.DECONTAMINATE) && recipe.annotate().freeChecks()) {
        spec.commandLine()
            .getErr()
            .println(
                "Without --benchmarks, contaminated samples are sent to the models too, "
                    + "which costs money.");
      }
      return ArtifactSource.NONE;
    }
    try {
      return BenchmarkArtifact.from(benchmarks, recipe);
    } catch (IllegalArgumentException e) {
      throw options.wrong(e.getMessage());
    }
  }
}
