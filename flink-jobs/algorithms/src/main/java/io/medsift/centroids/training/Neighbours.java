package io.medsift.centroids.training;

import io.medsift.centroids.product.MatrixProduct;
import java.util.Arrays;

/** The centroids that are nearest to each centroid, itself among them. */
final class Neighbours {

  private static final int ROWS = 256;
  private static final int COLUMNS = 2048;

  private final int each;
  private final int[] nearest;

  private Neighbours(int each, int[] nearest) {
    this.each = each;
    this.nearest = nearest;
  }

  /**
   * Finds so many for each centroid, by scores in floats: which of two that are equally near within
   * rounding is in, does not matter.
   */
  static Neighbours of(
      float[] centroids, int each, MatrixProduct product, TrainingThreads workers) {
    int clusters = centroids.length / product.dimension();
    int[] nearest = new int[Math.multiplyExact(clusters, each)];
    workers.forEach(
        (clusters + ROWS - 1) / ROWS,
        task -> {
          int first = task * ROWS;
          int rows = Math.min(ROWS, clusters - first);
          Heads heads = new Heads(rows, each);
          for (int start = 0; start < clusters; start += COLUMNS) {
            int columns = Math.min(COLUMNS, clusters - start);
            float[] scores = product.scores(centroids, first, rows, centroids, start, columns);
            for (int row = 0; row < rows; row++) {
              heads.offer(row, scores, row * columns, columns, start);
            }
          }
          for (int row = 0; row < rows; row++) {
            heads.copyTo(row, first + row, nearest, (first + row) * each);
          }
        });
    return new Neighbours(each, nearest);
  }

  int each() {
    return each;
  }

  /** The neighbours of a centroid in ascending order. */
  int neighbour(int centroid, int position) {
    return nearest[centroid * each + position];
  }

  /** The highest scores of some rows, each in descending order. */
  private static final class Heads {
    private final int each;
    private final float[] scores;
    private final int[] columns;

    Heads(int rows, int each) {
      this.each = each;
      scores = new float[rows * each];
      columns = new int[rows * each];
      Arrays.fill(scores, Float.NEGATIVE_INFINITY);
    }

    void offer(int row, float[] offered, int offset, int count, int firstColumn) {
      int start = row * each;
      int last = start + each - 1;
      for (int i = 0; i < count; i++) {
        float score = offered[offset + i];
        if (score > scores[last]) {
          int at = last;
          while (at > start && scores[at - 1] < score) {
            scores[at] = scores[at - 1];
            columns[at] = columns[at - 1];
            at--;
          }
          scores[at] = score;
          columns[at] = firstColumn + i;
        }
      }
    }

    void copyTo(int row, int self, int[] target, int offset) {
      int start = row * each;
      boolean found = false;
      for (int i = start; i < start + each; i++) {
        found |= columns[i] == self;
      }
      if (!found) {
        // Equal centroids can push a centroid out of its own list.
        columns[start + each - 1] = self;
      }
      System.arraycopy(columns, start, target, offset, each);
      Arrays.sort(target, offset, offset + each);
    }
  }
}
