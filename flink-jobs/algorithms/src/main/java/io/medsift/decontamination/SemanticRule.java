package io.medsift.decontamination;

import static java.lang.String.format;
import static java.util.Objects.requireNonNull;

import io.medsift.decontamination.index.BenchmarkException;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.decontamination.semantic.ItemVectors;
import io.medsift.decontamination.semantic.SemanticSearch;
import io.medsift.embedding.Cosine;
import io.medsift.embedding.EncoderSource;
import io.medsift.embedding.ModelLoadException;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.text.PythonWhitespace;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds paraphrases: a prompt is contaminated if the cosine of its embedding and that of an item is
 * at least the threshold. Similarities are rounded before they are compared, since their last
 * digits depend on the processor.
 *
 * <p>A prompt that the encoder cannot read, as most Chinese ones by the model that ships, is not
 * compared. Of a long one, only the tokens that the encoder reads are.
 */
public final class SemanticRule implements DecontaminationRule, AutoCloseable {
  /** Item of each embedded text. */
  private final List<EvaluationItem> items;

  private final double threshold;
  private final SemanticSearch search;

  /**
   * A rule over an index that holds the vectors of its items.
   *
   * @throws BenchmarkException if the index holds none, not one for each text, or not those of this
   *     encoder; the message is for people
   */
  public SemanticRule(BenchmarkIndex index, Settings settings) {
    BenchmarkIndex.Embedding embedding = index.embedding().orElseThrow(SemanticRule::noVectors);
    List<EvaluationItem> owners = new ArrayList<>();
    for (EvaluationItem item : index.items()) {
      owners.addAll(Collections.nCopies(item.embeddedTexts().size(), item));
    }
    ItemVectors vectors = embedding.vectors().get();
    if (vectors.count() != owners.size()) {
      throw new BenchmarkException(
          format(
              Locale.ROOT,
              "the index holds %d vectors for the %d texts of its items: build it again with"
                  + " 'medsift benchmarks build --semantic'",
              vectors.count(),
              owners.size()));
    }
    this.items = List.copyOf(owners);
    this.threshold = settings.threshold();
    this.search = search(vectors, settings.encoder());
  }

  private static SemanticSearch search(ItemVectors vectors, EncoderSource source) {
    SentenceEncoder encoder;
    try {
      encoder = source.open();
    } catch (ModelLoadException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    try {
      return new SemanticSearch(vectors, encoder);
    } catch (IllegalArgumentException e) {
      encoder.close();
      throw new BenchmarkException(
          e.getMessage() + ". Build the index again with --semantic and this recipe.", e);
    }
  }

  /** What to say of an index that holds no vectors. */
  public static BenchmarkException noVectors() {
    return new BenchmarkException(
        "the rule semantic needs an index with the vectors of its items: build it with 'medsift"
            + " benchmarks build --semantic'");
  }

  @Override
  public Optional<DecontaminationRule.Contamination> check(String prompt) {
    return compare(prompt)
        .filter(Match::reached)
        .map(DecontaminationRule.Contamination.class::cast);
  }

  /** The item nearest to a prompt, however near; empty where nothing can be said. */
  public Optional<Match> compare(String prompt) {
    return PythonWhitespace.isBlank(prompt)
        ? Optional.empty()
        : search.nearest(prompt).map(this::match);
  }

  /**
   * The items nearest to a prompt, each with the more similar of its texts, the nearest first.
   *
   * @param floor least similarity, above 0 and up to 1
   * @param most how many at most
   */
  public List<Candidate> candidates(String prompt, double floor, int most) {
    if (PythonWhitespace.isBlank(prompt)) {
      return List.of();
    }
    Map<EvaluationItem, Candidate> nearest = new LinkedHashMap<>();
    for (SemanticSearch.Nearest found : search.above(floor, prompt)) {
      EvaluationItem item = items.get(found.text());
      nearest.putIfAbsent(item, new Candidate(item, found.similarity()));
      if (nearest.size() == most) {
        break;
      }
    }
    return List.copyOf(nearest.values());
  }

  /**
   * An item that is near to a prompt.
   *
   * @param similarity cosine, rounded
   */
  public record Candidate(EvaluationItem item, double similarity) {}

  /** What is to be said of an item that is the nearest to a prompt of those that count. */
  public Match match(Candidate candidate) {
    return new Match(
        candidate.item(),
        candidate.similarity(),
        threshold,
        Cosine.alike(candidate.similarity(), threshold));
  }

  private Match match(SemanticSearch.Nearest found) {
    boolean reached = found.similarity() >= threshold;
    boolean nearTie = Cosine.alike(found.similarity(), threshold) || (reached && found.tied());
    return new Match(items.get(found.text()), found.similarity(), threshold, nearTie);
  }

  @Override
  public void close() {
    search.close();
  }

  /**
   * Settings of the rule {@code semantic}.
   *
   * @param threshold least cosine that counts, above 0 and up to 1
   * @param encoder of prompts, that of the index
   */
  public record Settings(double threshold, EncoderSource encoder)
      implements DecontaminationRule.Settings {
    public Settings {
      if (!(threshold > 0 && threshold <= 1)) {
        throw new IllegalArgumentException(
            "threshold must be above 0 and up to 1, was " + threshold);
      }
      requireNonNull(encoder, "encoder is null");
    }

    @Override
    public DecontaminationRule on(BenchmarkIndex index) {
      return new SemanticRule(index, this);
    }
  }

  /**
   * The item nearest to a prompt.
   *
   * @param similarity cosine, rounded
   * @param nearTie whether another processor may find the other side of the threshold, or name
   *     another item
   */
  public record Match(EvaluationItem item, double similarity, double threshold, boolean nearTie)
      implements DecontaminationRule.Contamination {
    /** Returns whether the similarity is at least the threshold. */
    public boolean reached() {
      return similarity >= threshold;
    }
  }

  /**
   * What a model said of an item that is near to a prompt.
   *
   * @param similarity cosine, rounded
   * @param floor least similarity that the model is asked about
   * @param same whether it finds that the prompt asks the same
   * @param model null if not known
   * @param promptVersion null likewise
   */
  public record Answered(
      EvaluationItem item,
      double similarity,
      double floor,
      boolean same,
      String model,
      String promptVersion)
      implements DecontaminationRule.Contamination {}
}
