package io.medsift.cli.console;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.cli.argument.PathArgument;
import io.medsift.cli.argument.Usage;
import io.medsift.cli.artifact.ShownCentroids;
import io.medsift.cli.embedded.TemporaryDirectory;
import io.medsift.cli.job.OutputDirectory;
import io.medsift.cli.job.Resources;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.cli.topic.BrokerFailure;
import io.medsift.cli.topic.TopicOptions;
import io.medsift.console.ReviewConsole;
import io.medsift.console.ReviewConsole.Beside;
import io.medsift.console.comparison.OtherRun;
import io.medsift.console.stream.FollowedTopics;
import io.medsift.console.stream.ResultFiles;
import io.medsift.console.stream.VerdictStream;
import io.medsift.curation.write.CurationTopics;
import io.medsift.export.contamination.LeakMeasurement;
import io.medsift.review.text.SafeText;
import io.medsift.review.verdicts.TopicVerdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code medsift console}: verdicts in a browser, as they are written. */
@Command(
    name = "console",
    description = {
      "Serves pages on the verdicts of a job while it writes them, or on the results of 'run':"
          + " rates, lists with filters and search, the evidence of each verdict. Runs until"
          + " Ctrl-C."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ConsoleCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private TopicOptions topicOptions;

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description = "Results of 'run' to show, instead of topics.")
  private Path directory;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "Directory that keeps the index of the topics; the next 'console' goes on from there."
            + " Default: a temporary one."
      })
  private Path data;

  @Mixin private ShownCentroids centroids;

  @Option(
      names = "--probe",
      paramLabel = "FILE",
      description = {
        "File that 'medsift benchmarks probe --out FILE' wrote for the recipe and the evaluation"
            + " sets of the job, for the page Benchmarks. Default: the measurement in the results"
            + " of --from."
      })
  private Path probe;

  @Option(
      names = "--compare",
      paramLabel = "PREFIX|DIR",
      description = {
        "Another run over the same samples to compare with: the prefix of a replay (its --into);"
            + " or with --from, other results of 'run'."
      })
  private String compare;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8090",
      description = "Port of the page, 0 for a free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Mixin private AccessOptions access;

  @Override
  public Integer call() throws Exception {
    if ((directory == null) != topicOptions.brokers().named()) {
      throw Usage.wrong(
          spec, "name what to show: --bootstrap-servers, or --from a directory that 'run' wrote");
    }
    if (data != null) {
      if (directory != null) {
        throw Usage.wrong(
            spec, "--data keeps an index of topics, and goes with --bootstrap-servers");
      }
      new PathArgument(spec, "--data", data).requireOutputDirectory();
    }
    Usage.port(spec, "--port", port);
    CentroidArtifact artifact = centroids.load();
    LeakMeasurement measured = measured();
    Path otherResults = otherResults();
    var allowed = access.access();
    try (Resources resources = Resources.untilSignal(() -> "the console is closed.")) {
      Path index =
          data == null ? resources.add(TemporaryDirectory.create("medsift-console-")).path() : data;
      VerdictStream stream = resources.add(stream(index));
      ReviewConsole console =
          resources.add(
              ReviewConsole.start(
                  stream, new Beside(artifact, measured, other(otherResults)), allowed, port));
      spec.commandLine().getOut().println("Console: " + console.address());
      spec.commandLine()
          .getOut()
          .println(SafeText.line("Shows " + stream.subject() + ". Ctrl-C ends it."));
      spec.commandLine().getOut().flush();
      console.join();
    } catch (KafkaException e) {
      throw BrokerFailure.of(e);
    } catch (IOException e) {
      throw new CommandFailedException(
          "the console does not start: " + e.getMessage(),
          "Name another port with --port, or another directory with --data.",
          e);
    }
    return ExitCode.DONE;
  }

  private VerdictStream stream(Path index) throws IOException, InterruptedException {
    return directory == null
        ? FollowedTopics.open(topicOptions.topics(), index)
        : ResultFiles.open(results("--from", directory), index);
  }

  /** The directory to compare with; null for none. */
  private Path otherResults() throws IOException {
    if (directory == null || compare == null) {
      return null;
    }
    Path other = results("--compare", Path.of(compare));
    if (Files.exists(directory) && Files.isSameFile(other, directory)) {
      throw Usage.wrong(spec, "--compare " + compare + " are the results that --from shows");
    }
    return other;
  }

  /** The run to compare with; null for none. */
  private OtherRun other(Path otherResults) throws InterruptedException {
    if (compare == null) {
      return null;
    }
    if (otherResults != null) {
      return OtherRun.of(otherResults);
    }
    CurationTopics topics = topicOptions.topics().withOutputs(compare);
    if (topics.accepted().equals(topicOptions.topics().accepted())) {
      throw Usage.wrong(spec, "--compare " + compare + " is the run that --outputs shows");
    }
    TopicVerdicts.identity(topics);
    return OtherRun.of(topics);
  }

  private Path results(String option, Path from) {
    return OutputDirectory.requireResults(new PathArgument(spec, option, from));
  }

  private LeakMeasurement measured() {
    try {
      return probe == null
          ? null
          : LeakMeasurement.read(new PathArgument(spec, "--probe", probe).requireFile());
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "--probe: " + e.getMessage(), e);
    }
  }
}
