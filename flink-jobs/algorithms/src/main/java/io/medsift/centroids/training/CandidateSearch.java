package io.medsift.centroids.training;

import io.medsift.centroids.NearestCentroid.NearPair;
import io.medsift.centroids.product.MatrixProduct;
import io.medsift.embedding.Vectors;

/** The nearest of a few hundred candidates: scored in floats, decided in doubles. */
final class CandidateSearch {

  private static final int ROWS = 256;

  private final MatrixProduct product;
  private final int dimension;
  private final double window;

  CandidateSearch(MatrixProduct product) {
    this.product = product;
    dimension = product.dimension();
    window = 2.1 * dimension * 0x1p-24;
  }

  /**
   * Gives each vector with its nearest candidate, the first of those that are equally near.
   *
   * @param vectors one after the other
   * @param candidates one after the other, of which {@code count} from the {@code start} on count
   */
  void nearest(
      float[] vectors, int rows, float[] candidates, int start, int count, NearPair nearest) {
    for (int first = 0; first < rows; first += ROWS) {
      int block = Math.min(ROWS, rows - first);
      float[] scores = product.scores(vectors, first, block, candidates, start, count);
      for (int row = 0; row < block; row++) {
        decide(vectors, first + row, candidates, start, count, scores, row * count, nearest);
      }
    }
  }

  private void decide(
      float[] vectors,
      int row,
      float[] candidates,
      int start,
      int count,
      float[] scores,
      int offset,
      NearPair nearest) {
    float highest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      highest = Math.max(highest, scores[offset + i]);
    }
    double threshold = highest - window;
    int best = -1;
    double similarity = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      if (scores[offset + i] >= threshold) {
        double exact =
            Vectors.dot(vectors, row * dimension, candidates, (start + i) * dimension, dimension);
        if (exact > similarity) {
          similarity = exact;
          best = i;
        }
      }
    }
    nearest.accept(row, best, similarity);
  }
}
