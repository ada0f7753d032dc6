package io.medsift.cli.export;

import static java.lang.String.format;

import io.medsift.cli.argument.PathArgument;
import io.medsift.cli.artifact.BenchmarkArtifact;
import io.medsift.cli.job.Resources;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.cli.outcome.ProductVersion;
import io.medsift.decontamination.index.BenchmarkException;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.export.DatasetExport;
import io.medsift.export.DatasetExport.ExportOutcome;
import io.medsift.export.ExportRequest;
import io.medsift.export.ExportRequest.ContaminationFacts;
import io.medsift.export.PassRateFilter;
import io.medsift.export.PromptRates;
import io.medsift.export.UnknownValueException;
import io.medsift.export.card.LicenseFilter;
import io.medsift.export.contamination.ContaminationStatement;
import io.medsift.export.contamination.LeakMeasurement;
import io.medsift.export.directory.Manifest.EvaluationIndex;
import io.medsift.export.files.ExportKind.ColumnChoice;
import io.medsift.export.files.FileFormat;
import io.medsift.export.files.OptionalColumns;
import io.medsift.export.files.ShardLimits;
import io.medsift.export.rows.ExportException;
import io.medsift.export.rows.RowSource;
import io.medsift.ingest.IngestException;
import io.medsift.recipe.RecipeException;
import io.medsift.recipe.RecipeLoader;
import io.medsift.storage.DirectoryLock;
import io.medsift.storage.PrivateFiles;
import io.medsift.verdict.RecipeStamp;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code medsift export}: what was accepted, as a dataset folder. */
@Command(
    name = "export",
    description = {
      "Writes accepted samples as a dataset folder: Parquet or JSONL in the "
          + "columns of the published dataset, with a dataset card, statistics, a statement of "
          + "contamination and a manifest.",
      "Run again with the same --out to add the rows committed since, as new "
          + "files; existing files do not change. An interrupted export leaves no "
          + "partial files.",
      "Samples that a revision revoked are left out, and reinstated ones are exported; rows of"
          + " earlier files whose verdict was revised are listed in deletions.jsonl."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private SourceOptions source;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The dataset folder: new, or of an earlier export.")
  private Path out;

  @Option(
      names = "--format",
      paramLabel = "parquet|jsonl",
      defaultValue = "parquet",
      description = "File format. Default: ${DEFAULT-VALUE}.")
  private FileFormat format;

  @Option(
      names = "--columns",
      paramLabel = "auto|sft|rl",
      defaultValue = "auto",
      description = {
        "Columns of II-Medical-Reasoning-SFT (sft) or II-Medical-RL (rl); auto "
            + "uses rl for samples of the track rl, in a separate configuration. "
            + "Default: ${DEFAULT-VALUE}."
      })
  private ColumnChoice columns;

  @Option(
      names = "--lineage",
      description = "Add columns with the origin of each row and the recipe of its verdict.")
  private boolean lineage;

  @Option(
      names = "--with-pass-rate",
      description =
          "Add the columns pass_rate, responses and correct, of all responses to the prompt of a"
              + " row, on its own track or else on all others.")
  private boolean withPassRate;

  @Option(
      names = "--pass-rate",
      paramLabel = "MIN-MAX",
      description = {
        "Only prompts for reinforcement learning with a pass rate in these bounds, such as 0.1-0.9;"
            + " rows with the columns of sft are not filtered. Default: all."
      })
  private String passRates;

  @Option(
      names = "--rejected",
      description = "Export rejected samples too, with reasons, as the configuration 'rejected'.")
  private boolean rejected;

  @Option(
      names = "--license-filter",
      paramLabel = "ENTRY,...",
      description = {
        "Licences to keep: commercial, non-commercial, unknown, or names such as "
            + "apache-2.0; ! before an entry excludes it. Default: all."
      })
  private String licenses;

  @Option(
      names = "--recipe",
      paramLabel = "NAME|FILE",
      description = "Only rows with a verdict of this recipe. Default: all recipes.")
  private String recipe;

  @Option(
      names = "--benchmarks",
      paramLabel = "DIR",
      description = {
        "The index of 'medsift benchmarks build' that the rows were compared "
            + "with; the card lists its sets and their items. Default: the sets of the "
            + "run in --from."
      })
  private Path benchmarks;

  @Option(
      names = "--probe",
      paramLabel = "FILE",
      description = {
        "File that 'medsift benchmarks probe --out FILE' wrote for the recipe and the evaluation"
            + " sets of the rows, for contamination.json and the card. Default: the measurement"
            + " of the run in --from or of an earlier export."
      })
  private Path probe;

  @Option(
      names = "--shard-rows",
      paramLabel = "N",
      description = "Maximum number of rows per file. Default: as many as --shard-size allows.")
  private Long shardRows;

  @Option(
      names = "--shard-size",
      paramLabel = "SIZE",
      defaultValue = "500MB",
      description = {
        "Maximum size of a file, such as 200MB, measured on the rows as the topic holds them."
            + " Default: ${DEFAULT-VALUE}."
      })
  private String shardSize;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Title of the dataset card. Default: the name of the folder.")
  private String name;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description =
          "Threads that read rows and write files. Default: one for each processor, at most 8.")
  private Integer parallelism;

  @Override
  public Integer call() throws Exception {
    ExportRequest request = request();
    List<RowSource> sources = source.sources(rejected);
    boolean isNew = !Files.exists(out);
    boolean done = false;
    try {
      export(request, sources);
      done = true;
    } finally {
      if (isNew && !done) {
        deleteUnused();
      }
    }
    return ExitCode.DONE;
  }

  private void export(ExportRequest request, List<RowSource> sources) throws Exception {
    try (Resources resources = new Resources(this::stopped)) {
      resources.add(lock());
      ExportProgress progress = resources.add(new ExportProgress());
      ExportOutcome outcome =
          new DatasetExport(request, progress, promptRates()).execute(sources, source.revised());
      progress.clear();
      ExportSummary.print(outcome, out, spec.commandLine().getOut());
    } catch (UnknownValueException e) {
      throw wrong(e.getMessage());
    } catch (ExportException e) {
      throw new CommandFailedException(e.getMessage(), e.advice(), e);
    } catch (KafkaException e) {
      throw unreadable(e);
    } catch (IOException e) {
      throw new CommandFailedException(
          format("the export to %s failed: %s", out, e),
          "Free disk space or fix the file that is named, and export again: no partial export was"
              + " left.",
          e);
    }
  }

  private PromptRates promptRates() throws IOException, InterruptedException, ExportException {
    return withPassRate || passRates != null ? source.promptRates() : PromptRates.none();
  }

  private String stopped() {
    try {
      deleteUnused();
    } catch (IOException e) {
      // The next export does it.
    }
    return Files.exists(out)
        ? "what "
            + out
            + " held before is unchanged, and no part of this export is in it. Run the same command"
            + " to start over."
        : "nothing was written to " + out + ". Run the same command to start over.";
  }

  private DirectoryLock lock() throws IOException {
    Files.createDirectories(out);
    return DirectoryLock.on(PrivateFiles.createDirectories(work()));
  }

  private Path work() {
    return out.resolve(".medsift");
  }

  /** Takes away a folder that this export made and put nothing into. */
  private void deleteUnused() throws IOException {
    Files.deleteIfExists(work().resolve(".lock"));
    try {
      Files.deleteIfExists(work());
      Files.deleteIfExists(out);
    } catch (DirectoryNotEmptyException e) {
      // Something else is in it.
    }
  }

  private ExportRequest request() throws InterruptedException {
    new PathArgument(spec, "--out", out).requireOutputDirectory();
    try {
      return new ExportRequest(
          out,
          name == null ? out.toAbsolutePath().normalize().getFileName().toString() : name,
          format,
          columns,
          new OptionalColumns(lineage, withPassRate),
          rejected,
          licenses == null ? LicenseFilter.ALL : LicenseFilter.parse(licenses),
          passRates == null ? null : passRates(),
          recipe == null ? null : stamp(),
          recipe == null ? null : RecipeLoader.document(recipe),
          contamination(),
          new ShardLimits(
              shardRows == null ? Long.MAX_VALUE : shardRows, ByteSize.parse(shardSize)),
          threads(),
          ProductVersion.medsift(),
          origins());
    } catch (IllegalArgumentException | RecipeException e) {
      throw wrong(e.getMessage());
    }
  }

  private PassRateFilter passRates() {
    try {
      return PassRateFilter.parse(passRates);
    } catch (IllegalArgumentException e) {
      throw wrong("--pass-rate: " + e.getMessage());
    }
  }

  private Map<String, List<String>> origins() throws InterruptedException {
    try {
      return source.ingested();
    } catch (IngestException e) {
      throw new CommandFailedException(e.getMessage(), e.advice(), e);
    } catch (KafkaException e) {
      throw unreadable(e);
    }
  }

  private static CommandFailedException unreadable(KafkaException e) {
    return new CommandFailedException(
        "the topics could not be read: " + e.getMessage(),
        "Check the brokers and --bootstrap-servers, and export again: no partial export was left.",
        e);
  }

  private ContaminationFacts contamination() throws RecipeException {
    try {
      ContaminationStatement run = source.contamination();
      return new ContaminationFacts(
          index(run), recipe == null ? null : RecipeLoader.load(recipe), measurement(), run);
    } catch (BenchmarkException e) {
      throw wrong("--benchmarks " + e.getMessage());
    } catch (IOException e) {
      throw wrong(e.getMessage());
    }
  }

  /** Names and sizes of the evaluation sets, of the index named or as the run left them. */
  private EvaluationIndex index(ContaminationStatement run) {
    if (benchmarks == null) {
      return run == null || run.indexes().isEmpty() ? null : run.indexes().get(0);
    }
    new PathArgument(spec, "--benchmarks", benchmarks).requireDirectory();
    return BenchmarkArtifact.described(BenchmarkIndex.Summary.read(benchmarks));
  }

  private LeakMeasurement measurement() throws IOException {
    if (probe == null) {
      return null;
    }
    new PathArgument(spec, "--probe", probe).requireFile();
    return LeakMeasurement.read(probe);
  }

  private RecipeStamp stamp() throws RecipeException {
    return RecipeLoader.load(recipe).stamp();
  }

  private int threads() {
    int threads =
        parallelism == null ? Math.min(8, Runtime.getRuntime().availableProcessors()) : parallelism;
    if (threads < 1) {
      throw wrong("--parallelism must be at least 1, got " + threads);
    }
    return threads;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
