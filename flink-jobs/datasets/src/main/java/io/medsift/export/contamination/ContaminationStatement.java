package io.medsift.export.contamination;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.medsift.export.contamination.LeakMeasurement.CleanSample;
import io.medsift.export.contamination.LeakMeasurement.MeasuredFields;
import io.medsift.export.directory.Manifest.EvaluationIndex;
import io.medsift.json.JsonProblem;
import io.medsift.recipe.DecontaminationStep;
import io.medsift.storage.NamedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The content of {@code contamination.json}: which evaluation sets the rows of a dataset were
 * compared with, what was found, how well the rules find leaks, and what was not checked.
 *
 * @param medsift version of the product that wrote it
 * @param summary the same in sentences
 * @param rows accepted rows of the dataset
 * @param checks one for each recipe and index that decided on rows
 * @param notChecked a sentence for each kind of leak that nothing here speaks of
 */
public record ContaminationStatement(
    int format,
    String medsift,
    List<String> summary,
    long rows,
    List<Check> checks,
    List<String> notChecked) {
  /** Name of the file in a directory of results, and in a dataset. */
  public static final String FILE = "contamination.json";

  /** The form of the file that this version writes. */
  public static final int FORMAT = 1;

  public ContaminationStatement {
    summary = List.copyOf(summary);
    checks = List.copyOf(checks);
    notChecked = List.copyOf(notChecked);
  }

  /** Writes the file. */
  public void write(Path file) throws IOException {
    Files.write(file, StatementJson.MAPPER.writeValueAsBytes(this));
  }

  /**
   * Reads what {@link #write(Path)} wrote.
   *
   * @throws IOException if the file is no statement; the message names it
   */
  public static ContaminationStatement read(Path file) throws IOException {
    try {
      ContaminationStatement statement =
          StatementJson.MAPPER.readValue(Files.readAllBytes(file), ContaminationStatement.class);
      if (statement.format() != FORMAT) {
        throw new IOException(
            file + " has format " + statement.format() + ", this version reads " + FORMAT);
      }
      return statement;
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is not a statement of contamination: " + JsonProblem.of(e), e);
    }
  }

  /** The evaluation indexes that it names. */
  public List<EvaluationIndex> indexes() {
    return checks.stream()
        .filter(check -> check.index() != null && check.knowsItems())
        .map(
            check ->
                new EvaluationIndex(
                    check.index(),
                    check.evaluationSets().stream().map(CheckedSet::withoutFigures).toList()))
        .toList();
  }

  /** Returns whether any row was compared with an evaluation set. */
  public boolean comparesAny() {
    return checks.stream().anyMatch(check -> check.compared() > 0);
  }

  /**
   * Rows that one recipe decided on, with one index.
   *
   * @param recipe its name
   * @param index fingerprint of the evaluation index; null where the job had none
   * @param rules of the recipe in the order in which they run; null where they are not known
   * @param tracks accepted rows by track
   * @param evaluationSets of the index; null where they are not known
   * @param measurement how the rules were measured; null where they were not
   */
  public record Check(
      String recipe,
      String recipeHash,
      String index,
      List<DecontaminationStep> rules,
      SortedMap<String, TrackRows> tracks,
      List<CheckedSet> evaluationSets,
      MeasuredWith measurement) {
    public Check {
      requireNonNull(recipe, "recipe is null");
      requireNonNull(recipeHash, "recipe_hash is null");
      rules = rules == null ? null : List.copyOf(rules);
      tracks = Collections.unmodifiableSortedMap(new TreeMap<>(tracks));
      evaluationSets = evaluationSets == null ? null : List.copyOf(evaluationSets);
    }

    /** Accepted rows that were compared, as far as that is known. */
    public long compared() {
      return tracks.values().stream()
          .filter(track -> Boolean.TRUE.equals(track.compared()))
          .mapToLong(TrackRows::rows)
          .sum();
    }

    /** Accepted rows that this check decided on. */
    public long accepted() {
      return tracks.values().stream().mapToLong(TrackRows::rows).sum();
    }

    /** Returns whether the sets of the index are known, and not only those that were hit. */
    public boolean knowsItems() {
      return evaluationSets != null && evaluationSets.stream().allMatch(set -> set.items() != null);
    }

    /** Items of all sets, as far as they are known. */
    public long items() {
      return evaluationSets == null
          ? 0
          : evaluationSets.stream()
              .filter(set -> set.items() != null)
              .mapToLong(CheckedSet::items)
              .sum();
    }

    /** Returns the figures of a set; null where it has no such set. */
    CheckedSet set(String name) {
      return evaluationSets == null
          ? null
          : evaluationSets.stream().filter(set -> set.name().equals(name)).findFirst().orElse(null);
    }
  }

  /**
   * Accepted rows of a track.
   *
   * @param compared whether the recipe compares samples of the track with evaluation sets; null
   *     where its settings are not known
   */
  public record TrackRows(long rows, Boolean compared) {}

  /**
   * How the figures of the sets were measured.
   *
   * @param itemsOfEachSet how many items of each set were changed, at most
   * @param seed of the choice of items and of their changes
   * @param clean texts that repeat no item; null where none were measured
   */
  public record MeasuredWith(int itemsOfEachSet, long seed, CleanSample clean) {}

  /**
   * An evaluation set.
   *
   * @param items how many; null where that is not known
   * @param sha256 of the set as the index stores it; null where that is not known
   * @param files that the set was read from; null where they are not known
   * @param languages items by language, guessed from their script; null where nothing was measured
   * @param hits samples that were rejected for an item of it; null where they were not counted
   * @param measured what the rules find of its items; null where that was not measured
   */
  public record CheckedSet(
      String name,
      Integer items,
      String sha256,
      List<NamedFile> files,
      SortedMap<String, Integer> languages,
      Hits hits,
      List<MeasuredFields> measured) {
    public CheckedSet {
      requireNonNull(name, "name is null");
    }

    private EvaluationIndex.SetSize withoutFigures() {
      return new EvaluationIndex.SetSize(
          name, items, hits == null ? null : hits.samples(), sha256, files);
    }
  }

  /**
   * Samples that were rejected because they repeat an item of a set. A sample counts once: for the
   * first rule that found an item, and the item that it names.
   *
   * @param countedIn where the rejected samples are
   */
  public record Hits(long samples, CountedIn countedIn, List<HitCount> by) {
    public Hits {
      by = List.copyOf(by);
    }
  }

  /** Where rejected samples were counted. */
  public enum CountedIn {
    /** In the configuration {@code rejected} of the dataset. */
    @JsonProperty("dataset")
    DATASET,
    /** In the run that the rows come from, before rows were chosen for the dataset. */
    @JsonProperty("run")
    RUN
  }

  /** Rejected samples of a source by the rule that found an item, and the field it was in. */
  public record HitCount(String rule, String field, String source, long samples) {}
}
