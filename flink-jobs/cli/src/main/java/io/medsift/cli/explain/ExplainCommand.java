package io.medsift.cli.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.cli.argument.PathArgument;
import io.medsift.cli.artifact.ShownCentroids;
import io.medsift.cli.job.OutputDirectory;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.cli.topic.BrokerFailure;
import io.medsift.cli.topic.TopicOptions;
import io.medsift.curation.write.CurationTopics;
import io.medsift.review.explanation.Explainer;
import io.medsift.review.explanation.Explanation;
import io.medsift.review.explanation.ExplanationPage;
import io.medsift.review.rows.StrayRows;
import io.medsift.review.text.SafeText;
import io.medsift.review.verdicts.DecidedRow;
import io.medsift.review.verdicts.FileVerdicts;
import io.medsift.review.verdicts.TopicVerdicts;
import io.medsift.review.verdicts.VerdictSearch;
import io.medsift.review.verdicts.VerdictSource;
import io.medsift.storage.PrivateFiles;
import io.medsift.verdict.Reason;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code medsift explain}: one sample, its verdict, and the evidence. */
@Command(
    name = "explain",
    description = {
      "Shows a sample, its verdict and the evidence; then the verdicts of the "
          + "samples that the evidence refers to.",
      "The first call indexes the topics; later calls add new rows."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ExplainCommand implements Callable<Integer> {
  private static final int MAX_SHOWN = 10;
  private static final int MAX_STRAYS = 2;
  private static final int COLUMNS = 120;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ID|POSITION",
      description = "Id of a sample, or its position in the log such as samples/0@311.")
  private String wanted;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Shows a random sample that was rejected for this reason, instead of ID.")
  private String reason;

  @Mixin private TopicOptions topicOptions;

  @Option(
      names = "--in",
      paramLabel = "DIR",
      description = "Results of 'run' to search, instead of topics.")
  private Path directory;

  @Mixin private ShownCentroids centroids;

  @Option(names = "--html", paramLabel = "FILE", description = "Also writes a complete HTML page.")
  private Path html;

  @Option(names = "--no-color", description = "Marks text with [[ ]] instead of colour.")
  private boolean noColor;

  @Option(
      names = "--index",
      paramLabel = "DIR",
      description =
          "Where indexes of topics are kept. Default: medsift/verdicts in the user's cache.")
  private Path index;

  @Override
  public Integer call() throws Exception {
    if ((directory == null) != topicOptions.brokers().named()) {
      throw wrong("name where to look: --bootstrap-servers, or --in a directory that 'run' wrote");
    }
    if ((wanted == null) == (reason == null)) {
      throw wrong("name one sample: its id, its position, or --reason for a random one");
    }
    Reason rejectedFor = reason == null ? null : reason();
    if (html != null) {
      new PathArgument(spec, "--html", html).requireOutputFile();
    }
    if (index != null) {
      new PathArgument(spec, "--index", index).requireOutputDirectory();
    }
    CentroidArtifact artifact = centroids.load();
    try (VerdictSource source = directory == null ? topics() : files()) {
      VerdictSearch search = new VerdictSearch(source, topicOptions.samples());
      try {
        VerdictSearch.Found found =
            rejectedFor == null
                ? search.find(wanted)
                : search.random(rejectedFor, new SplittableRandom());
        if (!found.remark().isEmpty()) {
          spec.commandLine().getErr().println(SafeText.line(found.remark()));
        }
        show(found.rows(), new Explainer(source, artifact));
      } finally {
        warn(source);
      }
    } catch (KafkaException e) {
      throw BrokerFailure.of(e);
    }
    return ExitCode.DONE;
  }

  private Reason reason() {
    String name = reason.strip().toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    for (Reason each : Reason.values()) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    throw wrong(
        "--reason must be one of %s, got '%s'"
            .formatted(
                String.join(", ", Arrays.stream(Reason.values()).map(Reason::name).toList()),
                reason));
  }

  private void warn(VerdictSource source) {
    StrayRows strays = source.strays();
    if (strays.anyBroken()) {
      spec.commandLine()
          .getErr()
          .println(
              SafeText.line(
                  "Skipped: " + strays.brokenText(MAX_STRAYS) + ". See 'medsift audit'."));
    }
  }

  private VerdictSource topics() throws Exception {
    CurationTopics topics = topicOptions.topics();
    ProgressDisplay display = ProgressDisplay.onStandardError();
    long begun = System.nanoTime();
    VerdictSource source =
        TopicVerdicts.open(
            topics,
            index == null ? TopicVerdicts.defaultIndexes() : index,
            count -> {
              if (count > 0 && System.nanoTime() - begun > 1_000_000_000L) {
                display.offer(now -> String.format(Locale.ROOT, "%,d new verdicts indexed", count));
              }
            });
    display.clear();
    return source;
  }

  private VerdictSource files() {
    return new FileVerdicts(
        OutputDirectory.requireResults(new PathArgument(spec, "--in", directory)));
  }

  private void show(List<DecidedRow> found, Explainer explainer) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    boolean colour = !noColor && Ansi.AUTO.enabled();
    Terminal terminal = new Terminal(out, colour, Integer.getInteger("medsift.columns", COLUMNS));
    ExplanationText text = new ExplanationText(terminal);
    long positions = found.stream().map(DecidedRow::position).distinct().count();
    if (positions < found.size()) {
      terminal.line(
          String.format(
              Locale.ROOT,
              "%d rows are about %s: there should be one for each, see 'medsift audit'.",
              found.size(),
              positions == 1 ? found.get(0).position().toString() : positions + " positions"));
      terminal.gap();
    }
    List<Explanation> explanations = new ArrayList<>();
    for (DecidedRow row : found.subList(0, Math.min(MAX_SHOWN, found.size()))) {
      if (!explanations.isEmpty()) {
        terminal.gap();
      }
      explanations.add(explainer.explain(row));
      text.write(explanations.get(explanations.size() - 1));
    }
    if (found.size() > MAX_SHOWN) {
      terminal.gap();
      terminal.line(
          (found.size() - MAX_SHOWN) + " more rows are not shown: name a sample by its position.");
    }
    if (html != null) {
      PrivateFiles.write(html, ExplanationPage.of(explanations).getBytes(UTF_8));
      terminal.gap();
      terminal.line("Page: " + html.toAbsolutePath().normalize());
    }
    terminal.flush();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
