package io.medsift.cli;

import io.medsift.cli.output.OutputDirectory;
import io.medsift.cli.run.FileCuration;
import io.medsift.cli.run.RunRequest;
import io.medsift.recipe.Recipe;
import java.nio.file.Files;
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
      "Leaves accepted.jsonl, rejected.jsonl, dead-letters.jsonl and report.html in --out."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      arity = "1..*",
      required = true,
      description = {
        "Samples as JSONL, plain or gzip. Each line is one record, byte for byte; a line of white"
            + " space is none."
      })
  private List<Path> inputs = new ArrayList<>();

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
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Directory of the results; made if absent.")
  private Path out;

  @Option(names = "--overwrite", description = "Replace results that are already there.")
  private boolean overwrite;

  @Override
  public Integer call() throws Exception {
    for (Path input : inputs) {
      if (!Files.isReadable(input) || Files.isDirectory(input)) {
        String problem = Files.isDirectory(input) ? " is a directory" : " cannot be read";
        throw options.wrong(
            "the input " + input + (Files.exists(input) ? problem : " does not exist"));
      }
    }
    Recipe recipe = options.recipe();
    RunRequest request =
        new RunRequest(
            recipe,
            inputs,
            options.benchmarks(recipe),
            options.centroids(recipe),
            options.parallelism(),
            options.positive("--partitions", partitions),
            out);
    if (!overwrite && OutputDirectory.holdsResults(out)) {
      throw options.wrong(
          out + " already holds results; add --overwrite to replace them, or name another --out");
    }
    FileCuration.execute(request, spec.commandLine().getOut());
    return ExitCode.DONE;
  }
}
