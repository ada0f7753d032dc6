package io.medsift.export.contamination;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.medsift.recipe.DecontaminationStep;
import io.medsift.recipe.DecontaminationStep.SampleField;
import io.medsift.storage.AtomicFile;
import io.medsift.storage.NamedFile;
import io.medsift.verdict.RecipeStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the decontamination of a recipe finds of the items of an evaluation index, measured. Also
 * the content of the file that {@code benchmarks probe} writes.
 *
 * @param recipe its name
 * @param index fingerprint of the index
 * @param rules of the recipe, in the order in which they run
 * @param itemsOfEachSet how many items of each set were changed, at most
 * @param seed of the choice of items and of their changes
 * @param clean texts that repeat no item; null where none were given
 */
public record LeakMeasurement(
    int format,
    String recipe,
    String recipeHash,
    String index,
    List<DecontaminationStep> rules,
    int itemsOfEachSet,
    long seed,
    List<MeasuredSet> evaluationSets,
    CleanSample clean) {
  /** The form of the file that this version writes. */
  public static final int FORMAT = 1;

  /** The kind of change of an item that was paraphrased. */
  public static final String PARAPHRASE = "paraphrase";

  public LeakMeasurement {
    requireNonNull(recipe, "recipe is null");
    requireNonNull(recipeHash, "recipe_hash is null");
    requireNonNull(index, "index is null");
    rules = List.copyOf(requireNonNull(rules, "rules are null"));
    evaluationSets = List.copyOf(requireNonNull(evaluationSets, "evaluation_sets are null"));
  }

  /** Returns whether this was measured with a recipe and an index. */
  public boolean isOf(String hash, String fingerprint) {
    return recipeHash.equals(hash) && index.equals(fingerprint);
  }

  /** The same for another recipe with the same rules. */
  public LeakMeasurement of(RecipeStamp same) {
    return new LeakMeasurement(
        format,
        same.name(),
        same.hash(),
        index,
        rules,
        itemsOfEachSet,
        seed,
        evaluationSets,
        clean);
  }

  /** Returns the measurement of a set; null where there is none. */
  public MeasuredSet set(String name) {
    return evaluationSets.stream().filter(set -> set.name().equals(name)).findFirst().orElse(null);
  }

  /** Writes the file. */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, StatementJson.MAPPER.writeValueAsBytes(this));
  }

  /**
   * Reads what {@link #write(Path)} wrote.
   *
   * @throws IOException if the file is no measurement; the message names it
   */
  public static LeakMeasurement read(Path file) throws IOException {
    try {
      LeakMeasurement measurement =
          StatementJson.MAPPER.readValue(Files.readAllBytes(file), LeakMeasurement.class);
      if (measurement.format() != FORMAT) {
        throw new IOException(
            file + " has format " + measurement.format() + ", this version reads " + FORMAT);
      }
      return measurement;
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is not a result of 'medsift benchmarks probe --out'", e);
    }
  }

  /**
   * Figures of one set.
   *
   * @param languages items by language, guessed from their script
   * @param fields one entry for the fields that the same rules compare in the same way
   */
  public record MeasuredSet(
      String name, int items, SortedMap<String, Integer> languages, List<MeasuredFields> fields) {
    public MeasuredSet {
      requireNonNull(name, "name is null");
      languages = Collections.unmodifiableSortedMap(new TreeMap<>(languages));
      fields = List.copyOf(fields);
    }
  }

  /**
   * Figures of leaks that are in these fields of a sample.
   *
   * @param rules names of those that compare the fields
   * @param notFound items that are not found even as published
   * @param changed kind of change to what was found
   * @param lookAlikes kind of question that only looks like an item to what was found
   */
  public record MeasuredFields(
      List<SampleField> fields,
      List<String> rules,
      NotFound notFound,
      Map<String, Planted> changed,
      Map<String, Flagged> lookAlikes) {
    public MeasuredFields {
      fields = List.copyOf(fields);
      rules = List.copyOf(rules);
      requireNonNull(notFound, "not_found is null");
      changed = Collections.unmodifiableMap(new LinkedHashMap<>(changed));
      lookAlikes = Collections.unmodifiableMap(new LinkedHashMap<>(lookAlikes));
    }

    /** These figures and those of another set. */
    MeasuredFields plus(MeasuredFields other) {
      List<String> ids = new ArrayList<>(notFound.ids());
      ids.addAll(other.notFound.ids());
      Map<String, Planted> allChanged = new LinkedHashMap<>(changed);
      other.changed.forEach((kind, leaks) -> allChanged.merge(kind, leaks, Planted::plus));
      Map<String, Flagged> allAlike = new LinkedHashMap<>(lookAlikes);
      other.lookAlikes.forEach((kind, texts) -> allAlike.merge(kind, texts, Flagged::plus));
      return new MeasuredFields(
          fields,
          rules,
          new NotFound(
              notFound.items() + other.notFound.items(),
              notFound.tooShort() + other.notFound.tooShort(),
              ids),
          allChanged,
          allAlike);
    }

    /**
     * Changed items of every kind together, without a limit: changes of one item are no independent
     * trials.
     */
    public Planted allChanged() {
      return new Planted(
          changed.values().stream().mapToLong(Planted::planted).sum(),
          changed.values().stream().mapToLong(Planted::found).sum(),
          null);
    }

    /** Texts that only look like items, of every kind together, without a limit. */
    public Flagged allLookAlikes() {
      return new Flagged(
          lookAlikes.values().stream().mapToLong(Flagged::texts).sum(),
          lookAlikes.values().stream().mapToLong(Flagged::flagged).sum(),
          null);
    }
  }

  /**
   * Items that are not found even as published.
   *
   * @param items how many
   * @param tooShort those of them that have fewer than eight words between spaces
   * @param ids of all of them
   */
  public record NotFound(int items, int tooShort, List<String> ids) {
    public NotFound {
      ids = List.copyOf(ids);
    }
  }

  /**
   * Changed items that were planted, and found.
   *
   * @param atLeast lower limit of the share that is found, 0 to 1, with 97.5 % confidence; null
   *     where none was planted, or kinds of changes are together
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Planted(long planted, long found, Double atLeast) {
    /** The figures with their limit. */
    public static Planted of(long planted, long found) {
      return new Planted(
          planted, found, planted == 0 ? null : Confidence.interval(found, planted).low());
    }

    Planted plus(Planted other) {
      return of(planted + other.planted, found + other.found);
    }
  }

  /**
   * Texts that are no leak, and those of them that were flagged all the same.
   *
   * @param atMost upper limit of the share that is flagged, 0 to 1, with 97.5 % confidence; null
   *     where there was none, or kinds of texts are together
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Flagged(long texts, long flagged, Double atMost) {
    /** The figures with their limit. */
    public static Flagged of(long texts, long flagged) {
      return new Flagged(
          texts, flagged, texts == 0 ? null : Confidence.interval(flagged, texts).high());
    }

    Flagged plus(Flagged other) {
      return of(texts + other.texts, flagged + other.flagged);
    }
  }

  /**
   * Texts that repeat no item, according to the user.
   *
   * @param files names and checksums
   */
  public record CleanSample(List<NamedFile> files, Flagged prompts) {
    public CleanSample {
      files = List.copyOf(files);
      requireNonNull(prompts, "prompts are null");
    }
  }

  /** Interval of 95 % confidence for a share, after Wilson. */
  public record Confidence(double low, double high) {
    private static final double Z = 1.96;
    private static final double DIGITS = 1e4;

    /** The interval of a share that is above 0 in whole, rounded outwards to four digits. */
    public static Confidence interval(long part, long whole) {
      double share = (double) part / whole;
      double spread = Z * Z / whole;
      double middle = share + spread / 2;
      double half = Z * Math.sqrt(share * (1 - share) / whole + spread / whole / 4);
      double low = part == 0 ? 0 : (middle - half) / (1 + spread);
      double high = part == whole ? 1 : (middle + half) / (1 + spread);
      return new Confidence(Math.floor(low * DIGITS) / DIGITS, Math.ceil(high * DIGITS) / DIGITS);
    }
  }
}
