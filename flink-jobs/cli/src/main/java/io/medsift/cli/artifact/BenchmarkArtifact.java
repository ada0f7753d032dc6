package io.medsift.cli.artifact;

import static java.lang.String.format;

import io.medsift.cli.argument.InputFiles;
import io.medsift.cli.artifact.EvaluationItems.EmptySetException;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.curation.decontaminate.DecontaminationPlan;
import io.medsift.decontamination.index.BenchmarkException;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.embedding.EncoderSource;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.evaluation.EvaluationReader;
import io.medsift.export.directory.Manifest.EvaluationIndex;
import io.medsift.recipe.Recipe;
import io.medsift.rows.RowFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The evaluation index that decontamination reads. */
public final class BenchmarkArtifact {
  private static final String SHIPPED = "demo/benchmarks";

  private BenchmarkArtifact() {}

  /**
   * The index that {@code arguments} name: files to build it from, or one directory that holds it.
   *
   * @throws IllegalArgumentException if they name neither, or a file is empty; the message is for
   *     people
   */
  public static ArtifactSource from(List<String> arguments) {
    return from(arguments, (Recipe) null);
  }

  /**
   * The same for a recipe. If it has the rule {@code semantic}, an index that is built holds the
   * vectors of its items, and one that was built before must hold them.
   *
   * @param recipe null for none
   */
  public static ArtifactSource from(List<String> arguments, Recipe recipe) {
    boolean embeds = recipe != null && DecontaminationPlan.comparesEmbeddings(recipe);
    if (arguments.size() == 1 && Files.isDirectory(Path.of(arguments.get(0)))) {
      Path directory = Path.of(arguments.get(0));
      requireIndex(directory);
      return work -> {
        if (embeds) {
          requireVectors(directory, recipe);
        }
        return directory;
      };
    }
    for (String argument : arguments) {
      if (Files.isDirectory(Path.of(argument))) {
        throw new IllegalArgumentException(
            argument + " is a directory; an index directory cannot be combined with other paths");
      }
    }
    List<BenchmarkSet> sets = sets(arguments);
    sets.forEach(BenchmarkArtifact::requireContent);
    return work -> builtUnder(work, sets, embeds ? recipe : null);
  }

  private static void requireIndex(Path directory) {
    try {
      BenchmarkIndex.Summary.read(directory);
    } catch (BenchmarkException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static void requireVectors(Path directory, Recipe recipe) {
    try {
      DecontaminationPlan.of(directory, recipe);
    } catch (BenchmarkException | IllegalArgumentException | UncheckedIOException e) {
      throw new CommandFailedException(
          "the benchmark index cannot be used: " + e.getMessage(),
          "Build it again, or name the files of the evaluation sets.",
          e);
    }
  }

  /** The index of the small evaluation sets that come with the product. */
  public static ArtifactSource shipped() {
    return shipped(null);
  }

  /** The same with what the rules of a recipe need; null for none. */
  public static ArtifactSource shipped(Recipe recipe) {
    boolean embeds = recipe != null && DecontaminationPlan.comparesEmbeddings(recipe);
    return work -> {
      Path files = Shipped.extract(SHIPPED, work.resolve("shipped-benchmarks"));
      List<BenchmarkSet> sets;
      try (Stream<Path> entries = Files.list(files)) {
        sets = sets(entries.sorted().map(Path::toString).toList());
      }
      return builtUnder(work, sets, embeds ? recipe : null);
    };
  }

  /** Builds an index, with vectors by the encoder of {@code recipe} unless that is null. */
  private static Path builtUnder(Path work, List<BenchmarkSet> sets, Recipe recipe)
      throws IOException {
    Path directory = work.resolve("benchmarks");
    if (recipe == null) {
      build(sets, EvaluationReader.byColumns(), directory, remark -> {});
    } else {
      buildWithVectors(
          sets,
          EvaluationReader.byColumns(),
          directory,
          EncoderSource.of(DecontaminationPlan.encoder(recipe)),
          remark -> {});
    }
    return directory;
  }

  /**
   * Builds the index of {@code sets} with the vectors of its items, and shows how far that is.
   *
   * @param layout in which all rows are
   * @param remarks receives notes on texts that may have been meant otherwise
   * @throws IOException as {@link #build}
   */
  public static BenchmarkIndex buildWithVectors(
      List<BenchmarkSet> sets,
      EvaluationReader layout,
      Path directory,
      EncoderSource encoder,
      Consumer<String> remarks)
      throws IOException {
    ProgressDisplay display = ProgressDisplay.onStandardError();
    AtomicInteger done = new AtomicInteger();
    try (SentenceEncoder model = encoder.open()) {
      return build(
          sets,
          layout,
          directory,
          remarks,
          builder -> {
            int texts = builder.texts();
            builder.embed(
                model,
                more -> {
                  int now = done.addAndGet(more);
                  display.offer(
                      time -> format(Locale.ROOT, "%,d of %,d texts embedded", now, texts));
                });
          });
    } finally {
      display.clear();
    }
  }

  /**
   * The evaluation sets that {@code arguments} name, each under its own name.
   *
   * @throws IllegalArgumentException if a file is missing or a name is taken; the message is for
   *     people
   */
  public static List<BenchmarkSet> sets(List<String> arguments) {
    List<BenchmarkSet> sets =
        arguments.stream().flatMap(argument -> BenchmarkSet.parse(argument).stream()).toList();
    Set<String> names = new HashSet<>();
    for (BenchmarkSet set : sets) {
      if (!names.add(set.name())) {
        throw new IllegalArgumentException(
            format(
                "two evaluation sets have the name '%s'; give one of them another: NAME=PATH",
                set.name()));
      }
    }
    return sets;
  }

  /** What a statement of contamination says of the sets of an index before any hit is counted. */
  public static EvaluationIndex described(BenchmarkIndex.Summary index) {
    return new EvaluationIndex(
        index.fingerprint(),
        index.sets().stream()
            .map(
                set ->
                    new EvaluationIndex.SetSize(
                        set.name(), set.items(), null, set.sha256(), set.sources()))
            .toList());
  }

  private static void requireContent(BenchmarkSet set) {
    for (RowFile file : set.files()) {
      try {
        if (Files.isRegularFile(file.path()) && file.isEmpty()) {
          throw new IllegalArgumentException("--benchmarks " + file.name() + " is empty");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Builds the index of {@code sets} in {@code directory} and returns it.
   *
   * @param layout in which all rows are
   * @param remarks receives notes on texts that may have been meant otherwise
   * @throws EmptySetException if a set has no rows
   * @throws IOException if a row of a set is no item; the message names file, row and problem
   */
  public static BenchmarkIndex build(
      List<BenchmarkSet> sets, EvaluationReader layout, Path directory, Consumer<String> remarks)
      throws IOException {
    return build(sets, layout, directory, remarks, builder -> {});
  }

  private static BenchmarkIndex build(
      List<BenchmarkSet> sets,
      EvaluationReader layout,
      Path directory,
      Consumer<String> remarks,
      Consumer<BenchmarkIndex.Builder> addition)
      throws IOException {
    InputFiles.fetch(sets.stream().flatMap(set -> set.files().stream()).toList());
    try {
      BenchmarkIndex.Builder builder = new BenchmarkIndex.Builder();
      for (BenchmarkSet set : sets) {
        builder.add(set.name(), EvaluationItems.read(set, layout, remarks), set.sources());
      }
      addition.accept(builder);
      return builder.build(directory);
    } catch (BenchmarkException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
