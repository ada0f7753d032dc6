package io.medsift.cli.live;

import io.medsift.cli.argument.PathArgument;
import io.medsift.cli.argument.Usage;
import io.medsift.cli.job.CurationOptions;
import io.medsift.cli.job.Resources;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.curation.CurationJob;
import io.medsift.recipe.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code medsift up}: broker, cluster, dashboard and job until Ctrl-C. */
@Command(
    name = "up",
    description = "Keeps broker, cluster, dashboard and job running on loopback until Ctrl-C.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class UpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "9092",
      description = "Port of the broker, 0 for a free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--web-port",
      paramLabel = "N",
      defaultValue = "8081",
      description = "Port of the dashboard, 0 for a free one. Default: ${DEFAULT-VALUE}.")
  private int webPort;

  @Option(
      names = "--console",
      description = "Also serves the pages of 'console' on the verdicts of the job.")
  private boolean console;

  @Option(
      names = "--console-port",
      paramLabel = "N",
      description = "With --console: its port, 0 for a free one. Default: 8090.")
  private Integer consolePort;

  @Mixin private CurationOptions options;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "Directory that keeps topics and checkpoints; the next 'up' resumes from there. Default: a"
            + " temporary one."
      })
  private Path data;

  @Override
  public Integer call() throws Exception {
    if (data != null) {
      new PathArgument(spec, "--data", data).requireOutputDirectory();
    }
    if (consolePort != null && !console) {
      throw options.wrong("--console-port goes with --console");
    }
    int servedAt =
        Usage.port(
            spec, "--console-port", consolePort == null ? LiveConsole.DEFAULT_PORT : consolePort);
    Recipe recipe = options.recipe();
    LiveRequest request =
        new LiveRequest(
            recipe,
            options.benchmarksOrShipped(recipe),
            options.centroids(recipe),
            options.parallelism(),
            Usage.port(spec, "--port", port),
            Usage.port(spec, "--web-port", webPort),
            data);
    if (!options.namesBenchmarks()) {
      spec.commandLine()
          .getErr()
          .println("No --benchmarks: only the small demo sets are kept out of the data.");
    }
    options.noteShippedCentroids(recipe);
    if (console) {
      LiveConsole.requireFree(servedAt);
    }
    try (Resources resources = Resources.untilSignal(this::stopped)) {
      LiveCuration curation = LiveCuration.start(request, CurationJob::define, resources);
      Optional<String> address =
          console
              ? Optional.of(LiveConsole.start(curation, servedAt, resources))
              : Optional.empty();
      curation.greet(spec.commandLine().getOut(), address);
      curation.watch(ProgressDisplay.onStandardError());
    }
    return ExitCode.DONE;
  }

  private String stopped() {
    return data == null || !Files.exists(data)
        ? "topics and checkpoints are deleted." + (data == null ? " --data DIR keeps them." : "")
        : data + " is kept, and the same command resumes from there.";
  }
}
