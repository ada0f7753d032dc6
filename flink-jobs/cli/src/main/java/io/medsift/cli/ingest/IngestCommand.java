package io.medsift.cli.ingest;

import io.medsift.cli.argument.InputFiles;
import io.medsift.cli.argument.PathArgument;
import io.medsift.cli.artifact.RecipeOption;
import io.medsift.cli.embedded.TemporaryDirectory;
import io.medsift.cli.job.Resources;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.cli.topic.BrokerOptions;
import io.medsift.cli.topic.TopicArgument;
import io.medsift.ingest.Ingest;
import io.medsift.ingest.Ingest.IngestListener;
import io.medsift.ingest.IngestException;
import io.medsift.ingest.IngestOutcome;
import io.medsift.ingest.IngestSettings;
import io.medsift.ingest.JsonLinesSink;
import io.medsift.ingest.SampleSink;
import io.medsift.ingest.SampleTopicSink;
import io.medsift.ingest.UnmappedRows;
import io.medsift.remote.RemotePath;
import io.medsift.review.text.SafeText;
import io.medsift.rows.RowFileException;
import io.medsift.rows.RowFiles.FoundFiles;
import io.medsift.sources.Source;
import io.medsift.sources.SourceCard;
import io.medsift.sources.SourceCard.SourceTopic;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code medsift ingest}: files of a dataset into topics, each row once. */
@Command(
    name = "ingest",
    description = {
      "Writes the rows of a dataset to topics as samples, each exactly once.",
      "If it is run again, it resumes, also after a kill. A finished file adds "
          + "nothing, even under another name.",
      "A sample goes to the topic that its track needs: to prompts without a response, to unscored"
          + " if a model must still score it, to samples otherwise."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class IngestCommand implements Callable<Integer> {
  private static final int SHOWN_SAMPLES = 5;
  private static final int SHOWN_UNMAPPED = 5;

  /** Rows among which a dry run looks for samples. */
  private static final int DRY_RUN_ROWS = 100_000;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = {
        "Parquet, JSON Lines or a JSON array, also as gzip, Zstandard or in a "
            + "zip archive; detected by content. For a directory, a pattern such as "
            + "'data/train-*.parquet' or an archive, all its files; those of other "
            + "sources are skipped. ARCHIVE.zip!member is one. Remote files: "
            + RemotePath.FORMS
            + ". Default: the published dataset of the source, which 'medsift sources NAME' shows."
      })
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--source",
      paramLabel = "NAME",
      required = true,
      description = "Source of the rows; 'medsift sources' lists the names.")
  private String source;

  @Mixin private BrokerOptions brokers;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = {
        "Writes the samples as JSON Lines instead, for medsift run --input; no Kafka is needed."
      })
  private Path out;

  @Option(names = "--overwrite", description = "Replace --out if it exists.")
  private boolean overwrite;

  @Option(
      names = "--dry-run",
      description = {
        "Shows the first "
            + SHOWN_SAMPLES
            + " samples, or those of the first --limit rows, and writes nothing."
      })
  private boolean dryRun;

  @Mixin private RecipeOption recipe;

  @Option(names = "--topic", paramLabel = "NAME", description = "One topic for all samples.")
  private String topic;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "0",
      description = "Creates missing topics with this many partitions.")
  private int partitions;

  @Mixin private RowOptions rowOptions;

  @Option(
      names = "--unmapped",
      paramLabel = "FILE",
      description = {
        "JSON Lines of the rows that could not be mapped, with the reason. Default:"
            + " unmapped-SOURCE.jsonl, beside --out."
      })
  private Path unmapped;

  @Option(
      names = "--again",
      description = {
        "Ingests from the first row, even if it was ingested before, so that "
            + "samples are duplicated."
      })
  private boolean again;

  @Override
  public Integer call() throws Exception {
    try {
      execute();
      return ExitCode.DONE;
    } catch (IngestException e) {
      throw new CommandFailedException(e.getMessage(), e.advice(), e);
    } catch (RowFileException e) {
      throw new CommandFailedException(
          e.getMessage(),
          e.advice()
              + (out == null
                  ? " What was committed is kept."
                  : " Nothing was written to " + out + "."),
          e);
    }
  }

  private void execute() throws Exception {
    checkDestination();
    Source rows = rowOptions.source(source);
    FoundFiles found =
        InputFiles.find(
            paths(rows.card()), rows.card().files(), null, !dryRun && !rowOptions.limited(), spec);
    IngestSettings settings =
        rowOptions.settings(
            rows, recipe.load(), topic, found.files(), dryRun ? DRY_RUN_ROWS : Long.MAX_VALUE);
    if (dryRun) {
      show(settings, found);
    } else if (out != null) {
      writeFile(settings, found);
    } else {
      if (topic != null && partitions == 0) {
        TopicArgument.require(
            spec,
            brokers.connection(),
            List.of(topic),
            "name another with --topic, or add --partitions to create it");
      }
      try (SampleTopicSink sink =
          new SampleTopicSink(
              brokers.connection().settings(), settings.longestSample(), partitions, again)) {
        ingest(settings, found, sink);
      }
    }
  }

  /** Returns the files that are named, else those that are published. */
  private List<String> paths(SourceCard card) {
    if (!files.isEmpty()) {
      return files;
    }
    if (card.published() == null) {
      throw wrong("the source " + card.name() + " has no published dataset: name its files");
    }
    return card.published().paths();
  }

  private void checkDestination() {
    int destinations = (brokers.named() ? 1 : 0) + (out == null ? 0 : 1);
    if (!dryRun && destinations != 1) {
      throw wrong("give either --bootstrap-servers or --out (or --dry-run)");
    }
    if (out != null && !dryRun) {
      new PathArgument(spec, "--out", out).requireOutputFile();
    }
    if (unmapped != null && !dryRun) {
      new PathArgument(spec, "--unmapped", unmapped).requireOutputFile();
    }
    if (out != null && !dryRun && Files.exists(out) && !overwrite) {
      throw wrong(out + " already exists; add --overwrite to replace it");
    }
    if (partitions < 0) {
      throw wrong("--partitions must not be negative, got " + partitions);
    }
  }

  private void show(IngestSettings settings, FoundFiles found) throws Exception {
    PrintWriter print = spec.commandLine().getOut();
    long most = rowOptions.limited() ? Long.MAX_VALUE : SHOWN_SAMPLES;
    try (TemporaryDirectory work = TemporaryDirectory.create("medsift-dry-run-");
        UnmappedRows broken = new UnmappedRows(work.path().resolve("unmapped.jsonl"));
        PrintedSamples sink = new PrintedSamples(print, most)) {
      IngestOutcome outcome =
          new Ingest(settings, sink, broken, IngestListener.NONE).run(found.files());
      if (Files.exists(broken.file())) {
        print.println("Could not be mapped:");
        try (Stream<String> rows = Files.lines(broken.file())) {
          rows.limit(SHOWN_UNMAPPED).forEach(row -> print.println(SafeText.line(row)));
        }
      }
      finish(outcome, found, null);
    }
  }

  private void writeFile(IngestSettings settings, FoundFiles found) throws Exception {
    try (JsonLinesSink sink = new JsonLinesSink(out)) {
      ingest(settings, found, sink);
      sink.complete();
      if (topic == null) {
        warn(sink, SourceTopic.PROMPTS, "no response", "generate");
        warn(sink, SourceTopic.UNSCORED, "no judge score", "annotate");
      }
    }
  }

  private void warn(JsonLinesSink sink, SourceTopic of, String lack, String remedy) {
    long count = sink.counts().getOrDefault(of.wireName(), 0L);
    if (count > 0) {
      spec.commandLine()
          .getErr()
          .printf(
              Locale.ROOT,
              "%,d of them have %s, which their track needs: with --bootstrap-servers in place of"
                  + " --out they go to the topic %s, and medsift %s asks a model.%n",
              count,
              lack,
              of.wireName(),
              remedy)
          .flush();
    }
  }

  private void ingest(IngestSettings settings, FoundFiles found, SampleSink sink) throws Exception {
    Path side = unmapped == null ? besideOutput("unmapped-" + source + ".jsonl") : unmapped;
    IngestLine line = new IngestLine(ProgressDisplay.onStandardError(), found.files());
    try (Resources resources = new Resources(() -> stopped(line, sink))) {
      UnmappedRows broken = resources.add(new UnmappedRows(side));
      IngestOutcome outcome = new Ingest(settings, sink, broken, line).run(found.files());
      line.clear();
      finish(outcome, found, side);
    }
  }

  private String stopped(IngestLine line, SampleSink sink) {
    try {
      if (out != null) {
        // Takes away what it has written.
        sink.close();
      }
    } catch (IOException e) {
      // The next ingest to that file writes over it.
    }
    return line.stopped(out);
  }

  private Path besideOutput(String name) {
    return out == null ? Path.of(name) : out.resolveSibling(name);
  }

  private void finish(IngestOutcome outcome, FoundFiles found, Path side) {
    PrintWriter print = spec.commandLine().getOut();
    new IngestSummary(outcome, found, side).lines().forEach(print::println);
    print.flush();
    outcome.requireSamples();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
