package io.medsift.benchmark;

import io.medsift.centroids.NearestCentroid;
import io.medsift.embedding.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Vectors that one core assigns to the nearest of 50,000 centroids in a second. */
final class AssignmentBenchmark implements Benchmark {
  private static final int DIMENSION = 384;
  private static final int CLUSTERS = 50_000;
  private static final int VECTORS = 2_048;
  private static final int ROUNDS = 2;

  /** As many as the domain gate assigns at once. */
  private static final int BLOCK = 64;

  @Override
  public String name() {
    return "assignment";
  }

  @Override
  public List<Figure> measure(List<String> arguments) {
    SplittableRandom random = new SplittableRandom(1);
    float[] centroids = new float[CLUSTERS * DIMENSION];
    for (int i = 0; i < CLUSTERS; i++) {
      System.arraycopy(unit(random), 0, centroids, i * DIMENSION, DIMENSION);
    }
    float[][] vectors = new float[VECTORS][];
    Arrays.setAll(vectors, i -> unit(random));
    double fastest = Double.MAX_VALUE;
    try (NearestCentroid nearest = new NearestCentroid(centroids, DIMENSION)) {
      for (int round = 0; round < ROUNDS; round++) {
        long start = CpuTime.ofProcess();
        for (int first = 0; first < VECTORS; first += BLOCK) {
          nearest.assign(Arrays.copyOfRange(vectors, first, first + BLOCK));
        }
        fastest = Math.min(fastest, (CpuTime.ofProcess() - start) / 1e9);
      }
    }
    String what = "assignment, %,d centroids, blocks of %d".formatted(CLUSTERS, BLOCK);
    return List.of(Figure.atLeast(2_300, what, VECTORS / fastest, "vectors/s/core"));
  }

  private static float[] unit(SplittableRandom random) {
    double[] vector = new double[DIMENSION];
    Arrays.setAll(vector, i -> random.nextGaussian());
    return Vectors.unit(vector);
  }
}
