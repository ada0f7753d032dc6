package io.medsift.curation.decontaminate;

import io.medsift.curation.domain.ClusterLog;
import io.medsift.decontamination.AlignedRule;
import io.medsift.decontamination.AnySharedNgramRule;
import io.medsift.decontamination.CalibratedRule;
import io.medsift.decontamination.DecontaminationRule;
import io.medsift.decontamination.FuzzyRule;
import io.medsift.decontamination.SemanticRule;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.embedding.EncoderSource;
import io.medsift.embedding.ModelLoadException;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.recipe.DecontaminationStep;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Recipe.EncoderFiles;
import io.medsift.verdict.Gate;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The settings of the gate as its function uses them.
 *
 * @param benchmarks directory of the benchmark index
 * @param fingerprint what the directory held when the job was defined
 * @param steps in the order in which they run
 * @param encoder that the recipe names; null for the one that ships with the product
 * @param vectors fingerprint of the vectors of the items; null where no rule compares embeddings
 * @param log rows of an earlier run over the same samples, whose near ties are taken as they are;
 *     null for none
 */
public record DecontaminationPlan(
    String benchmarks,
    String fingerprint,
    List<DecontaminationStep> steps,
    EncoderFiles encoder,
    String vectors,
    ClusterLog log)
    implements Serializable {
  /** Name by which verdicts know the index. */
  public static final String BENCHMARKS = "benchmarks";

  /** Name by which verdicts know the vectors of the items. */
  public static final String VECTORS = "benchmark_vectors";

  /** Names of the artifacts that change with the items. */
  public static final Set<String> OF_ITEMS = Set.of(BENCHMARKS, VECTORS);

  public DecontaminationPlan {
    steps = List.copyOf(steps);
  }

  /** A plan without rules that compare embeddings. */
  public DecontaminationPlan(
      String benchmarks, String fingerprint, List<DecontaminationStep> steps) {
    this(benchmarks, fingerprint, steps, null, null, null);
  }

  /** The plan of a recipe that decontaminates, over the index that the directory holds now. */
  public static DecontaminationPlan of(Path directory, Recipe recipe) {
    return of(directory, recipe, null);
  }

  /**
   * The same after an earlier run.
   *
   * @param log its rows; null for none
   * @throws IllegalArgumentException if a rule needs vectors that the index does not hold; the
   *     message is for people
   */
  public static DecontaminationPlan of(Path directory, Recipe recipe, ClusterLog log) {
    BenchmarkIndex index = BenchmarkIndex.load(directory);
    String vectors = null;
    if (comparesEmbeddings(recipe)) {
      vectors = vectors(directory, index, encoder(recipe));
    }
    return new DecontaminationPlan(
        directory.toString(),
        index.fingerprint(),
        recipe.decontaminate(),
        encoder(recipe),
        vectors,
        vectors == null ? null : log);
  }

  /** Returns whether a rule of the recipe compares embeddings. */
  public static boolean comparesEmbeddings(Recipe recipe) {
    return recipe.runs(Gate.DECONTAMINATE)
        && recipe.decontaminate().stream().anyMatch(DecontaminationStep.Semantic.class::isInstance);
  }

  /** The encoder that a recipe names; null for the one that ships with the product. */
  public static EncoderFiles encoder(Recipe recipe) {
    return recipe.domain() == null ? null : recipe.domain().encoder();
  }

  private static String vectors(Path directory, BenchmarkIndex index, EncoderFiles files) {
    BenchmarkIndex.Embedding embedding =
        index
            .embedding()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        directory + ": " + SemanticRule.noVectors().getMessage()));
    try (SentenceEncoder encoder = EncoderSource.of(files).open()) {
      if (!encoder.model().equals(embedding.model())) {
        throw new IllegalArgumentException(
            ("%s: the vectors of its items were made with the encoder %s, but the recipe's"
                    + " encoder is %s: build it again with 'medsift benchmarks build --semantic' and"
                    + " the recipe")
                .formatted(directory, embedding.model().id(), encoder.model().id()));
      }
    } catch (ModelLoadException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    return embedding.fingerprint();
  }

  /**
   * Returns the settings of the rule that a step of a recipe names.
   *
   * @param encoder that the recipe names; null for the one that ships with the product
   */
  public static DecontaminationRule.Settings settings(
      DecontaminationStep step, EncoderFiles encoder) {
    if (step instanceof DecontaminationStep.AnySharedNgram ngram) {
      return new AnySharedNgramRule.Settings(ngram.n(), ngram.includeOptions());
    }
    if (step instanceof DecontaminationStep.Fuzzy fuzzy) {
      return new FuzzyRule.Settings(fuzzy.threshold(), false);
    }
    if (step instanceof DecontaminationStep.Aligned) {
      return AlignedRule.Settings.DEFAULT;
    }
    if (step instanceof DecontaminationStep.Calibrated) {
      return CalibratedRule.Settings.DEFAULT;
    }
    if (step instanceof DecontaminationStep.Semantic semantic) {
      return new SemanticRule.Settings(semantic.threshold(), EncoderSource.of(encoder));
    }
    throw new IllegalStateException("a rule without settings: " + step);
  }
}
