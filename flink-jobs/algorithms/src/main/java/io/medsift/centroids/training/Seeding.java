package io.medsift.centroids.training;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws centroids from vectors: the first uniformly, each further one with odds equal to its
 * distance from those drawn.
 *
 * @see <a href="https://dl.acm.org/doi/10.5555/1283383.1283494">Arthur and Vassilvitskii 2007,
 *     k-means++</a>
 */
final class Seeding {

  /** Vectors that are nearer than this are one and the same within rounding. */
  private static final float SAME = 1e-6f;

  private static final int CHUNK = 1024;

  private final Rows rows;
  private final float[] columns;
  private final float[] distances;

  private Seeding(Rows rows) {
    this.rows = rows;
    columns = transposed(rows);
    distances = new float[rows.count()];
    Arrays.fill(distances, Float.POSITIVE_INFINITY);
  }

  /** Element by element: scores of all vectors with one are then sums of whole columns. */
  private static float[] transposed(Rows rows) {
    int count = rows.count();
    int dimension = rows.dimension();
    float[] columns = new float[count * dimension];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < dimension; j++) {
        columns[j * count + i] = rows.floats()[i * dimension + j];
      }
    }
    return columns;
  }

  /** Indices of vectors; fewer than wanted where no more are distinct. */
  static int[] draw(Rows rows, int wanted, SplittableRandom random) {
    Seeding seeding = new Seeding(rows);
    int[] drawn = new int[wanted];
    drawn[0] = random.nextInt(rows.count());
    for (int i = 1; i < wanted; i++) {
      seeding.lower(drawn[i - 1]);
      drawn[i] = seeding.next(random.nextDouble());
      if (drawn[i] < 0) {
        return Arrays.copyOf(drawn, i);
      }
    }
    return drawn;
  }

  private void lower(int drawn) {
    float[] scores = new float[CHUNK];
    for (int first = 0; first < rows.count(); first += CHUNK) {
      int size = Math.min(CHUNK, rows.count() - first);
      Arrays.fill(scores, 0);
      for (int j = 0; j < rows.dimension(); j++) {
        float element = rows.floats()[drawn * rows.dimension() + j];
        int column = j * rows.count() + first;
        for (int i = 0; i < size; i++) {
          scores[i] += element * columns[column + i];
        }
      }
      for (int i = 0; i < size; i++) {
        float distance = 1 - scores[i];
        distances[first + i] = Math.min(distances[first + i], distance < SAME ? 0 : distance);
      }
    }
  }

  /** An index with odds in proportion to its distance, or -1 when all distances are zero. */
  private int next(double uniform) {
    double total = 0;
    for (float distance : distances) {
      total += distance;
    }
    double rest = uniform * total;
    int last = -1;
    for (int i = 0; i < distances.length; i++) {
      if (distances[i] > 0) {
        last = i;
        rest -= distances[i];
        if (rest < 0) {
          return i;
        }
      }
    }
    return last;
  }
}
