package io.medsift.cli.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.cli.argument.PathArgument;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.cli.output.OutputDirectory;
import io.medsift.cli.output.PrivateDirectory;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.cli.topic.BrokerFailure;
import io.medsift.cli.topic.TopicOptions;
import io.medsift.curation.write.CurationTopics;
import io.medsift.review.explanation.ClusterPrompts;
import io.medsift.review.explanation.Explainer;
import io.medsift.review.explanation.Explanation;
import io.medsift.review.explanation.ExplanationPage;
import io.medsift.review.rows.StrayRows;
import io.medsift.review.text.SafeText;
import io.medsift.review.verdicts.Decided;
import io.medsift.review.verdicts.FileVerdicts;
import io.medsift.review.verdicts.IndexDirectory;
import io.medsift.review.verdicts.TopicVerdicts;
import io.medsift.review.verdicts.VerdictIndex;
import io.medsift.review.verdicts.VerdictSource;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code medsift explain}: one sample, its verdict, and what decided. */
@Command(
    name = "explain",
    description = {
      "Shows a sample, its verdict, and the evidence beside it; then the verdicts of the samples"
          + " that it names.",
      "Topics are indexed when they are first looked at, and what is new each time after."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ExplainCommand implements Callable<Integer> {
  private static final Pattern POSITION = Pattern.compile("(?:(.+)[/-])?(\\d{1,9})@(\\d{1,18})");
  private static final String POSITION_ADVICE =
      "A position is the topic, the partition and the offset of a record: samples/0@311. --outputs"
          + " looks in the outputs of a replay.";
  private static final int MOST = 10;
  private static final int SUGGESTIONS = 3;
  private static final int STRAYS = 2;
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
      description = "Results of 'run' to look in, in place of topics.")
  private Path directory;

  @Option(
      names = "--centroids",
      paramLabel = "DIR",
      description = "The job's centroids, to show the prompts of a sample's cluster.")
  private Path centroids;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Writes a page as well, which shows everything.")
  private Path html;

  @Option(names = "--no-color", description = "Marks with [[ ]] and not by colour.")
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
      throw wrong("name where to look: --bootstrap-servers, or --in a directory that 'run' left");
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
    ClusterPrompts clusters = new ClusterPrompts(artifact());
    try (VerdictSource source = directory == null ? topics() : files()) {
      List<Decided> found = rejectedFor == null ? find(source) : draw(source, rejectedFor);
      show(found, new Explainer(source, clusters));
      warn(source);
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
        "--reason '%s' is none of: %s"
            .formatted(
                reason,
                String.join(", ", Arrays.stream(Reason.values()).map(Reason::name).toList())));
  }

  private static List<Decided> draw(VerdictSource source, Reason reason) throws IOException {
    return List.of(
        source
            .rejected(reason, new SplittableRandom())
            .orElseThrow(
                () ->
                    new CommandFailedException(
                        "no sample was rejected for " + reason,
                        "The report of a run, and the dashboard, count rejections by reason.")));
  }

  private void warn(VerdictSource source) {
    StrayRows strays = source.strays();
    if (strays.anyBroken()) {
      spec.commandLine()
          .getErr()
          .println(
              SafeText.line(
                  "Passed over: " + strays.brokenText(STRAYS) + ". 'medsift audit' says more."));
    }
  }

  private List<Decided> find(VerdictSource source) throws IOException {
    Optional<Position> position = position();
    List<Decided> found = new ArrayList<>();
    if (position.isPresent()) {
      found.addAll(source.at(position.get()));
    }
    if (found.isEmpty()) {
      found.addAll(source.byId(wanted));
    }
    List<String> withSource = found.isEmpty() ? source.withSource(wanted) : List.of();
    if (withSource.size() == 1) {
      spec.commandLine()
          .getErr()
          .println(
              SafeText.line(
                  "No sample has the id '%s', and one has it behind the name of its source: %s"
                      .formatted(wanted, withSource.get(0))));
      found.addAll(source.byId(withSource.get(0)));
    }
    if (found.isEmpty()) {
      warn(source);
      String about = position.map(source::about).orElse("");
      throw new CommandFailedException(
          String.format(
              Locale.ROOT,
              "no verdict on %s '%s' among %,d%s",
              position.isPresent() ? "the position" : "a sample with the id",
              wanted,
              source.searched(),
              about.isEmpty() ? "" : ": " + about),
          position.isPresent() ? POSITION_ADVICE : advice(withSource));
    }
    return found;
  }

  private static String advice(List<String> withSource) {
    if (!withSource.isEmpty()) {
      return "Did you mean "
          + String.join(" or ", withSource.subList(0, Math.min(SUGGESTIONS, withSource.size())))
          + "?";
    }
    return "An id is the field 'id' of the sample, to the letter: 'ingest' puts the name of the"
        + " source and a colon before the ids of rows, as in medqa:17. A position is written as"
        + " samples/0@311. --outputs looks in the outputs of a replay.";
  }

  private Optional<Position> position() {
    Matcher matcher = POSITION.matcher(wanted);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String topic = matcher.group(1) == null ? topicOptions.samples() : matcher.group(1);
    return Optional.of(
        new Position(topic, Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3))));
  }

  private VerdictSource topics() throws Exception {
    CurationTopics topics = topicOptions.topics();
    VerdictIndex opened =
        VerdictIndex.open(
            PrivateDirectory.make(
                IndexDirectory.of(topics, index == null ? IndexDirectory.usual() : index)));
    ProgressDisplay display = ProgressDisplay.onStandardError();
    long begun = System.nanoTime();
    try {
      TopicVerdicts source =
          TopicVerdicts.open(
              topics,
              opened,
              count -> {
                if (count > 0 && System.nanoTime() - begun > 1_000_000_000L) {
                  display.offer(
                      now -> String.format(Locale.ROOT, "%,d new verdicts indexed", count));
                }
              });
      display.clear();
      return source;
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private VerdictSource files() {
    new PathArgument(spec, "--in", directory).requireDirectory();
    if (!OutputDirectory.holdsResults(directory)) {
      throw wrong(directory + " holds no results of 'run'");
    }
    return new FileVerdicts(directory);
  }

  private CentroidArtifact artifact() {
    try {
      return centroids == null
          ? null
          : CentroidArtifact.load(
              new PathArgument(spec, "--centroids", centroids).requireDirectory());
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "--centroids: " + e.getMessage(), e);
    }
  }

  private void show(List<Decided> found, Explainer explainer) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    boolean colour = !noColor && Ansi.AUTO.enabled();
    Terminal terminal = new Terminal(out, colour, Integer.getInteger("medsift.columns", COLUMNS));
    ExplanationText text = new ExplanationText(terminal);
    ExplanationPage page = new ExplanationPage();
    long positions = found.stream().map(Decided::position).distinct().count();
    if (positions < found.size()) {
      terminal.line(
          "%d rows are about %s: there should be one for each, see 'medsift audit'."
              .formatted(
                  found.size(),
                  positions == 1 ? found.get(0).position().toString() : positions + " positions"));
      terminal.gap();
    }
    for (Decided each : found.subList(0, Math.min(MOST, found.size()))) {
      if (each != found.get(0)) {
        terminal.gap();
      }
      if (each instanceof Decided.Curated curated) {
        Explanation explanation = explainer.explain(curated);
        text.write(explanation);
        page.add(explanation);
      } else if (each instanceof Decided.Buried buried) {
        text.write(buried.letter(), buried.place());
        page.add(buried.letter(), buried.place());
      }
    }
    if (found.size() > MOST) {
      terminal.gap();
      terminal.line(
          (found.size() - MOST) + " more rows are not shown: name a sample by its position.");
    }
    if (html != null) {
      PrivateDirectory.write(html, page.page().getBytes(UTF_8));
      terminal.gap();
      terminal.line("Page: " + html.toAbsolutePath().normalize());
    }
    terminal.flush();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
