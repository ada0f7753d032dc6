package io.medsift.cli.ingest;

import static java.lang.String.format;

import io.medsift.cli.CommandFailedException;
import io.medsift.cli.ExitCode;
import io.medsift.cli.artifact.RecipeArgument;
import io.medsift.cli.embedded.TemporaryDirectory;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.ingest.FileProgress;
import io.medsift.ingest.Ingest;
import io.medsift.ingest.IngestException;
import io.medsift.ingest.IngestListener;
import io.medsift.ingest.IngestSettings;
import io.medsift.ingest.JsonLinesSink;
import io.medsift.ingest.KafkaSink;
import io.medsift.ingest.RowSelection;
import io.medsift.ingest.SampleSink;
import io.medsift.ingest.TopicChoice;
import io.medsift.ingest.UnmappedRows;
import io.medsift.recipe.Recipe;
import io.medsift.rows.RowFile;
import io.medsift.rows.RowFileException;
import io.medsift.rows.RowFiles;
import io.medsift.rows.RowLimits;
import io.medsift.sources.ReadingTally;
import io.medsift.sources.Source;
import io.medsift.sources.SourceSettings;
import io.medsift.sources.Sources;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code medsift ingest}: files of a dataset into topics, each row once. */
@Command(
    name = "ingest",
    description = {
      "Puts the rows of a dataset into topics, as samples, each once.",
      "Run it again, after a kill as well: it goes on where it was, and a file that is done adds"
          + " nothing, whatever it is called.",
      "A sample goes to the topic that its track needs: prompts without a response, unscored"
          + " without the word of a model, samples else."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class IngestCommand implements Callable<Integer> {
  private static final int SHOWN_ROWS = 5;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = {
        "Parquet, JSON Lines or a JSON array, also as gzip, Zstandard or in a zip archive; known by"
            + " content. A directory or a pattern such as 'data/train-*.parquet' stands for its"
            + " files."
      })
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--source",
      paramLabel = "NAME",
      required = true,
      description = "What the rows are; medsift sources lists the names.")
  private String source;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "The Kafka cluster.")
  private String bootstrapServers;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Properties of the Kafka clients, such as those of security.")
  private Path kafkaConfig;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = {
        "Writes the samples as JSON Lines instead, for medsift run --input; no Kafka is needed."
      })
  private Path out;

  @Option(names = "--overwrite", description = "Replace --out if it is there.")
  private boolean overwrite;

  @Option(
      names = "--dry-run",
      description = {
        "Shows the samples of the first rows (" + SHOWN_ROWS + ", or --limit), and writes nothing."
      })
  private boolean dryRun;

  @Option(
      names = "--recipe",
      paramLabel = "NAME|FILE",
      defaultValue = "recommended",
      description = "Says what each track needs. Default: ${DEFAULT-VALUE}.")
  private String recipeName;

  @Option(names = "--topic", paramLabel = "NAME", description = "One topic for all samples.")
  private String topic;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "0",
      description = "Makes topics that are missing, with so many partitions.")
  private int partitions;

  @Option(
      names = "--track",
      paramLabel = "NAME",
      description = "Track of the samples, in place of the source's own.")
  private String track;

  @Option(
      names = "--reading",
      paramLabel = "NAME=VALUE",
      description = "How to read what rows leave open; medsift sources NAME shows it.")
  private Map<String, String> readings = new HashMap<>();

  @Option(
      names = "--column",
      paramLabel = "PART=COLUMN",
      description = "The column of a part of a sample, for the sources of own files.")
  private Map<String, String> columns = new HashMap<>();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Reads the first N rows of all files together, with those read before.")
  private Long limit;

  @Option(
      names = "--sample",
      paramLabel = "SHARE|N",
      description = {
        "Takes a random share of the rows (0.01) or so many of them (1000); the same ones each time."
      })
  private String sample;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of --sample. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--unmapped",
      paramLabel = "FILE",
      description = {
        "JSON Lines of the rows that could not be mapped, with the reason. Default:"
            + " unmapped-SOURCE.jsonl."
      })
  private Path unmapped;

  @Option(
      names = "--again",
      description = {
        "Ingests from the first row, whatever was ingested before, so that samples come twice."
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
          e.getMessage(), "Get the file again, or name others. What was committed is kept.", e);
    }
  }

  private void execute() throws Exception {
    checkDestination();
    Source rows = source();
    SourceSettings said = new SourceSettings(track, readings, columns);
    checkFit(rows, said);
    Recipe recipe = recipe();
    List<RowFile> found = RowFiles.find(files);
    IngestSettings settings =
        new IngestSettings(
            rows,
            said,
            new TopicChoice(recipe, topic),
            topic,
            RowLimits.DEFAULT,
            recipe.limits().recordBytes(),
            selection(found),
            limit(),
            IngestSettings.COMMIT_ROWS,
            IngestSettings.COMMIT_INTERVAL);
    if (dryRun) {
      show(settings, found);
    } else if (out != null) {
      writeFile(settings, found);
    } else {
      try (KafkaSink sink = new KafkaSink(client(), settings.longestSample(), partitions, again)) {
        ingest(settings, found, sink);
      }
    }
  }

  private void checkDestination() {
    int destinations = (bootstrapServers == null ? 0 : 1) + (out == null ? 0 : 1);
    if (!dryRun && destinations != 1) {
      throw wrong("give either --bootstrap-servers or --out (or --dry-run)");
    }
    if (out != null && !dryRun && Files.exists(out) && !overwrite) {
      throw wrong(out + " is there already; add --overwrite to replace it");
    }
    if (partitions < 0) {
      throw wrong("--partitions must not be negative, got " + partitions);
    }
  }

  private Source source() {
    try {
      return Sources.named(source);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private void checkFit(Source rows, SourceSettings said) {
    try {
      rows.mapper(said, new ReadingTally());
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private Recipe recipe() {
    Recipe recipe;
    try {
      recipe = RecipeArgument.load(recipeName);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
    if (track != null && topic == null && !recipe.tracks().containsKey(track)) {
      throw wrong(
          format(
              "the recipe %s has no track '%s' (it has: %s)",
              recipeName, track, String.join(", ", recipe.tracks().keySet())));
    }
    return recipe;
  }

  private long limit() {
    if (limit != null && limit < 1) {
      throw wrong("--limit must be at least 1, got " + limit);
    }
    long all = dryRun ? SHOWN_ROWS : Long.MAX_VALUE;
    return limit == null ? all : limit;
  }

  private RowSelection selection(List<RowFile> found) throws IOException {
    if (sample == null) {
      return RowSelection.ALL;
    }
    try {
      if (!sample.matches("[1-9]\\d*")) {
        return RowSelection.share(Double.parseDouble(sample), seed);
      }
      List<String> fingerprints = new ArrayList<>();
      for (RowFile file : found) {
        fingerprints.add(file.fingerprint(read -> {}));
      }
      return RowSelection.count(
          Integer.parseInt(sample), seed, found, fingerprints, RowLimits.DEFAULT);
    } catch (IllegalArgumentException e) {
      throw wrong("--sample is a share above 0 and below 1, or a number of rows; got " + sample);
    }
  }

  private Map<String, Object> client() throws IOException {
    Map<String, Object> client = new HashMap<>();
    if (kafkaConfig != null) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(kafkaConfig)) {
        properties.load(reader);
      } catch (IOException e) {
        throw wrong("--command-config " + kafkaConfig + " cannot be read: " + e.getMessage());
      }
      properties.forEach((name, value) -> client.put((String) name, value));
    }
    client.put("bootstrap.servers", bootstrapServers);
    return client;
  }

  private void show(IngestSettings settings, List<RowFile> found) throws Exception {
    PrintWriter print = spec.commandLine().getOut();
    ReadingTally tally = new ReadingTally();
    try (TemporaryDirectory work = TemporaryDirectory.create("medsift-dry-run-");
        UnmappedRows broken = new UnmappedRows(work.path().resolve("unmapped.jsonl"));
        PrintedSamples sink = new PrintedSamples(print)) {
      List<FileProgress> reached =
          new Ingest(settings, sink, broken, tally, IngestListener.NONE).run(found);
      if (Files.exists(broken.file())) {
        print.println("Could not be mapped:");
        Files.readAllLines(broken.file()).forEach(print::println);
      }
      summary(reached, tally, null);
    }
  }

  private void writeFile(IngestSettings settings, List<RowFile> found) throws Exception {
    try (JsonLinesSink sink = new JsonLinesSink(out)) {
      ingest(settings, found, sink);
      sink.complete();
    }
  }

  private void ingest(IngestSettings settings, List<RowFile> found, SampleSink sink)
      throws Exception {
    ReadingTally tally = new ReadingTally();
    Path side = unmapped == null ? Path.of("unmapped-" + source + ".jsonl") : unmapped;
    IngestLine line = new IngestLine(ProgressDisplay.onStandardError(), found);
    try (UnmappedRows broken = new UnmappedRows(side)) {
      List<FileProgress> reached = new Ingest(settings, sink, broken, tally, line).run(found);
      line.clear();
      summary(reached, tally, side);
    }
  }

  private void summary(List<FileProgress> reached, ReadingTally tally, Path side) {
    PrintWriter print = spec.commandLine().getOut();
    long samples = reached.stream().mapToLong(FileProgress::samples).sum();
    long broken = reached.stream().mapToLong(FileProgress::unmapped).sum();
    print.println(
        format(
            Locale.ROOT,
            "%s: %s of %s read; %s, %s left out, %,d could not be mapped%s.",
            source,
            counted(reached.stream().mapToLong(FileProgress::rows).sum(), "row"),
            counted(reached.size(), "file"),
            counted(samples, "sample"),
            counted(reached.stream().mapToLong(FileProgress::leftOut).sum(), "row"),
            broken,
            broken > 0 && side != null ? " (see " + side + ")" : ""));
    tally.lines().forEach(counted -> print.println("  " + counted));
    print.flush();
  }

  private static String counted(long count, String thing) {
    return format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
