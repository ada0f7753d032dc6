package io.medsift.cli.run;

import io.medsift.cli.argument.PathArgument;
import io.medsift.cli.artifact.BenchmarkArtifact;
import io.medsift.cli.artifact.CentroidSource;
import io.medsift.cli.artifact.RecipeOption;
import io.medsift.cli.artifact.Shipped;
import io.medsift.cli.benchmarks.RecipeProbe;
import io.medsift.cli.embedded.TemporaryDirectory;
import io.medsift.cli.input.SampleFiles;
import io.medsift.cli.job.Resources;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeLoader;
import io.medsift.rows.RowFile;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code medsift demo}: a run on data that comes with the product. */
@Command(
    name = "demo",
    description = "Runs the job on data that comes with Medsift, with the recipe 'recommended'.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  private static final String DATA = "demo";
  private static final int SUBTASKS = 2;
  private static final int PARTITIONS = 4;

  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "medsift-demo",
      description = {
        "Directory of the results, which replace those of an earlier demo. Default:"
            + " ${DEFAULT-VALUE}."
      })
  private Path out;

  @Override
  public Integer call() throws Exception {
    if (!Shipped.exists(DATA + "/samples.jsonl")) {
      throw new CommandFailedException(
          "this build of Medsift holds no demo data", "Build it from a complete checkout.");
    }
    new PathArgument(spec, "--out", out).requireOutputDirectory();
    Recipe recipe = RecipeLoader.load(RecipeOption.DEFAULT);
    try (Resources resources = new Resources()) {
      Path data = resources.add(TemporaryDirectory.create("medsift-demo-")).path();
      Shipped.extract(DATA, data.resolve(DATA));
      FileCuration.execute(
          new RunRequest(
              recipe,
              new SampleFiles(List.of(RowFile.of(data.resolve(DATA).resolve("samples.jsonl")))),
              BenchmarkArtifact.shipped(),
              CentroidSource.demo(),
              SUBTASKS,
              PARTITIONS,
              RecipeProbe.DEFAULT_ITEMS,
              out),
          "",
          spec.commandLine().getOut());
    }
    return ExitCode.DONE;
  }
}
