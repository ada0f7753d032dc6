package io.medsift.decontamination.semantic;

import io.medsift.centroids.NearestCentroid;
import io.medsift.embedding.Cosine;
import io.medsift.embedding.SentenceEncoder;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The text whose vector is the most similar to that of a prompt, exactly. Thread-safe. */
public final class SemanticSearch implements AutoCloseable {
  /** Above this share of words that the encoder cannot read, a vector says nothing. */
  private static final double MAX_UNREAD = 0.5;

  private final SentenceEncoder encoder;
  private final NearestCentroid nearest;

  /**
   * A search, which closes the encoder at its end.
   *
   * @throws IllegalArgumentException if another model made the vectors
   */
  public SemanticSearch(ItemVectors vectors, SentenceEncoder encoder) {
    if (!vectors.model().equals(encoder.model())) {
      throw new IllegalArgumentException(
          ("the vectors of the evaluation items were made with %s (SHA-256 %s), but prompts are"
                  + " embedded with %s (SHA-256 %s)")
              .formatted(
                  vectors.model().id(),
                  vectors.model().sha256(),
                  encoder.model().id(),
                  encoder.model().sha256()));
    }
    this.encoder = encoder;
    this.nearest = new NearestCentroid(vectors.values(), vectors.model().dimension());
  }

  /**
   * The most similar text.
   *
   * @param text its position, the lowest of equals
   * @param similarity cosine, rounded to what is the same on every processor
   * @param tied whether another text may be the most similar on another processor
   */
  public record Nearest(int text, double similarity, boolean tied) {}

  /** The text nearest to a prompt; empty where the encoder cannot read most of the prompt. */
  public Optional<Nearest> nearest(String prompt) {
    if (encoder.unread(prompt) > MAX_UNREAD) {
      return Optional.empty();
    }
    List<NearestCentroid.Assignment> near =
        nearest.within(Cosine.MARGIN, new float[][] {encoder.encode(prompt)}).get(0);
    NearestCentroid.Assignment best = near.get(0);
    boolean tied = near.stream().anyMatch(other -> other.similarity() != best.similarity());
    return Optional.of(new Nearest(best.cluster(), Cosine.rounded(best.similarity()), tied));
  }

  /**
   * The texts whose rounded similarity to a prompt is at least {@code floor}, the nearest first and
   * equals in their order; empty where the encoder cannot read most of the prompt.
   */
  public List<Nearest> above(double floor, String prompt) {
    if (encoder.unread(prompt) > MAX_UNREAD) {
      return List.of();
    }
    float[][] vector = {encoder.encode(prompt)};
    double best = nearest.assign(vector)[0].similarity();
    if (Cosine.rounded(best) < floor) {
      return List.of();
    }
    return nearest.within(Math.max(0, best - floor) + Cosine.MARGIN, vector).get(0).stream()
        .map(found -> new Nearest(found.cluster(), Cosine.rounded(found.similarity()), false))
        .filter(found -> found.similarity() >= floor)
        .sorted(
            Comparator.comparingDouble(Nearest::similarity)
                .reversed()
                .thenComparingInt(Nearest::text))
        .toList();
  }

  @Override
  public void close() {
    nearest.close();
    encoder.close();
  }
}
