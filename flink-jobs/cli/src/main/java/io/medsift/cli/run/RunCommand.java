package io.medsift.cli.run;

import io.medsift.cli.argument.InputFiles;
import io.medsift.cli.argument.PathArgument;
import io.medsift.cli.argument.Usage;
import io.medsift.cli.benchmarks.RecipeProbe;
import io.medsift.cli.ingest.RowOptions;
import io.medsift.cli.input.RunInput;
import io.medsift.cli.input.SampleFiles;
import io.medsift.cli.input.SourceFiles;
import io.medsift.cli.job.CurationOptions;
import io.medsift.cli.job.OutputDirectory;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.recipe.Recipe;
import io.medsift.remote.RemotePath;
import io.medsift.rows.RowFiles.FoundFiles;
import io.medsift.sources.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code medsift run}: the whole curation job over files, in this process. */
@Command(
    name = "run",
    description = {
      "Runs the curation job over files, with a broker and a Flink cluster inside this process.",
      "Writes accepted.jsonl, rejected.jsonl, dead-letters.jsonl, report.html and"
          + " contamination.json to --out."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class RunCommand implements Callable<Integer> {
  private static final int MAX_PARTITIONS = 1_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      arity = "1..*",
      required = true,
      description = {
        "Samples, a JSON object on each line or in an array, plain or as gzip, "
            + "Zstandard or in a zip archive. Each is one record, byte for byte; blank "
            + "lines are skipped. For a directory or a pattern such as "
            + "'data/train-*.jsonl', all its files. Remote files: "
            + RemotePath.FORMS
            + "."
      })
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = {
        "Source of the rows of --input, if they are not samples yet; needed for Parquet. 'medsift"
            + " sources' lists the names."
      })
  private String source;

  @Mixin private RowOptions rowOptions;

  @Mixin private CurationOptions options;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = {
        "Partitions of the topic of samples. The verdicts do not depend on it. Default:"
            + " ${DEFAULT-VALUE}."
      })
  private int partitions;

  @Option(
      names = "--probe-items",
      paramLabel = "N",
      defaultValue = "" + RecipeProbe.DEFAULT_ITEMS,
      description = {
        "Items of each evaluation set to change and search for, to measure the recall of the"
            + " recipe for the report and contamination.json; 0 turns it off. Default:"
            + " ${DEFAULT-VALUE}."
      })
  private int probeItems;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Directory of the results; created if missing.")
  private Path out;

  @Option(names = "--overwrite", description = "Replace results that are already there.")
  private boolean overwrite;

  @Override
  public Integer call() throws Exception {
    new PathArgument(spec, "--out", out).requireOutputDirectory();
    Recipe recipe = options.recipe();
    RunRequest request =
        new RunRequest(
            recipe,
            input(recipe),
            options.benchmarks(recipe),
            options.centroids(recipe),
            options.parallelism(),
            Usage.within(spec, "--partitions", partitions, 1, MAX_PARTITIONS),
            Usage.atLeast(spec, "--probe-items", probeItems, 0),
            out);
    if (!overwrite && OutputDirectory.holdsResults(out)) {
      throw options.wrong(
          out + " already holds results; add --overwrite to replace them, or name another --out");
    }
    options.noteShippedCentroids(recipe);
    FileCuration.execute(request, "--overwrite", spec.commandLine().getOut());
    return ExitCode.DONE;
  }

  private RunInput input(Recipe recipe) throws IOException {
    if (source == null && rowOptions.given()) {
      throw options.wrong("options on rows of a source go with --source");
    }
    Source rows = source == null ? null : rowOptions.source(source);
    if (rows == null) {
      return new SampleFiles(InputFiles.find(inputs, spec));
    }
    FoundFiles found =
        InputFiles.find(inputs, rows.card().files(), "--input", !rowOptions.limited(), spec);
    return new SourceFiles(
        found,
        rowOptions.settings(rows, recipe, null, found.files(), Long.MAX_VALUE),
        ProgressDisplay.onStandardError());
  }
}
