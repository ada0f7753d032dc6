package io.medsift.centroids;

import io.medsift.embedding.Vectors;
import java.util.SplittableRandom;

/** Random unit vectors. */
public final class TestVectors {

  private TestVectors() {}

  public static float[][] random(int count, int dimension, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] vectors = new float[count][];
    for (int i = 0; i < count; i++) {
      double[] vector = new double[dimension];
      for (int j = 0; j < dimension; j++) {
        vector[j] = random.nextGaussian();
      }
      vectors[i] = Vectors.unit(vector);
    }
    return vectors;
  }

  /** A unit vector near another; the larger the spread, the farther. */
  public static float[] near(float[] centre, double spread, SplittableRandom random) {
    double[] vector = new double[centre.length];
    for (int j = 0; j < vector.length; j++) {
      vector[j] = centre[j] + spread * random.nextGaussian();
    }
    return Vectors.unit(vector);
  }

  public static float[] flat(float[]... vectors) {
    float[] flat = new float[vectors.length * vectors[0].length];
    for (int i = 0; i < vectors.length; i++) {
      System.arraycopy(vectors[i], 0, flat, i * vectors[i].length, vectors[i].length);
    }
    return flat;
  }
}
