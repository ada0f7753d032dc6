package io.medsift.centroids.training;

import io.medsift.embedding.UnitVectors;
import java.util.SplittableRandom;

/** A few exact iterations on vectors that fit the heap, to begin with. */
final class SmallClustering {

  private static final int SEEDS_SAMPLE = 16;

  private final ExactPass pass;
  private final TrainingThreads workers;

  SmallClustering(CandidateSearch search, TrainingThreads workers) {
    this.pass = new ExactPass(search, workers);
    this.workers = workers;
  }

  /** Vectors drawn from a sample of them; fewer than wanted where no more are distinct. */
  static float[] seeds(UnitVectors vectors, int wanted, SplittableRandom random) {
    int dimension = vectors.dimension();
    Rows sample =
        Rows.all(SampledVectors.draw(vectors, Math.max(1024, wanted * SEEDS_SAMPLE), random));
    int[] drawn = Seeding.draw(sample, wanted, random);
    float[] seeds = new float[drawn.length * dimension];
    for (int i = 0; i < drawn.length; i++) {
      sample.read(drawn[i], 1, seeds, i * dimension);
    }
    return seeds;
  }

  /** At most so many centroids. */
  float[] centroids(Rows rows, int wanted, int iterations, SplittableRandom random) {
    float[] centroids = seeds(rows, wanted, random);
    Assignments assignments = pass.assign(rows, centroids);
    for (int i = 0; i < iterations; i++) {
      int clusters = centroids.length / rows.dimension();
      EmptyClusters.fill(assignments, clusters);
      Members members = Members.of(assignments.clusters(), clusters);
      centroids = Centroids.means(rows, members, centroids, workers);
      Assignments next = pass.assign(rows, centroids);
      boolean settled = next.movedFrom(assignments) == 0;
      assignments = next;
      if (settled) {
        break;
      }
    }
    return centroids;
  }
}
