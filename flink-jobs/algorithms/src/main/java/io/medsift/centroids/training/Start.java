package io.medsift.centroids.training;

import io.medsift.centroids.product.MatrixProduct;
import io.medsift.embedding.UnitVectors;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * First centroids and a first cluster of each vector. Many centroids are found in two levels:
 * coarse clusters, and inside of each as many fine ones as its share of the vectors calls for.
 */
@SuppressWarnings("ArrayRecordComponent")
record Start(float[] centroids, Assignments assignments) {

  private static final int FLAT = 128;
  private static final int COARSE_SAMPLE = 64;
  private static final int FINE_SAMPLE = 64;
  private static final int ITERATIONS = 8;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** The start of a training. */
  static Start of(
      UnitVectors vectors,
      int clusters,
      long seed,
      MatrixProduct product,
      TrainingThreads workers) {
    SplittableRandom random = new SplittableRandom(seed);
    CandidateSearch search = new CandidateSearch(product);
    if (clusters <= FLAT) {
      float[] drawn = SmallClustering.seeds(vectors, clusters, random);
      return new Start(
          padded(drawn, clusters * vectors.dimension(), vectors.dimension()),
          new ExactPass(search, workers).assign(vectors, drawn));
    }
    int coarse = (int) Math.round(Math.sqrt(clusters));
    Rows sample = Rows.all(SampledVectors.draw(vectors, coarse * COARSE_SAMPLE, random));
    float[] centroids =
        new SmallClustering(search, workers).centroids(sample, coarse, ITERATIONS, random);
    int[] cells = new ExactPass(search, workers).assign(vectors, centroids).clusters();
    Members members = Members.of(cells, centroids.length / vectors.dimension());
    return fine(vectors, members, clusters, seed, search, workers);
  }

  private static Start fine(
      UnitVectors vectors,
      Members cells,
      int clusters,
      long seed,
      CandidateSearch search,
      TrainingThreads workers) {
    int dimension = vectors.dimension();
    int[] sizes = IntStream.range(0, cells.clusters()).map(cells::size).toArray();
    int[] shares = Shares.of(clusters, sizes);
    int[] offsets = new int[shares.length + 1];
    for (int cell = 0; cell < shares.length; cell++) {
      offsets[cell + 1] = offsets[cell] + shares[cell];
    }
    int[] largestFirst =
        IntStream.range(0, shares.length)
            .filter(cell -> shares[cell] > 0)
            .boxed()
            .sorted(Comparator.comparingInt((Integer cell) -> -sizes[cell]))
            .mapToInt(Integer::intValue)
            .toArray();
    float[] centroids = new float[clusters * dimension];
    Assignments assignments = new Assignments(vectors.count());
    TrainingThreads inline = TrainingThreads.of(1);
    workers.forEach(
        largestFirst.length,
        task -> {
          int cell = largestFirst[task];
          int[] indices = cells.of(cell);
          SplittableRandom random = new SplittableRandom(seed ^ (GOLDEN * (cell + 1)));
          UnitVectors inside = new SampledVectors(vectors, indices);
          Rows sample = Rows.all(SampledVectors.draw(inside, shares[cell] * FINE_SAMPLE, random));
          float[] found =
              new SmallClustering(search, inline)
                  .centroids(sample, shares[cell], ITERATIONS, random);
          Assignments here = new ExactPass(search, inline).assign(inside, found);
          for (int i = 0; i < indices.length; i++) {
            assignments.set(indices[i], offsets[cell] + here.clusters()[i], here.similarities()[i]);
          }
          float[] all = padded(found, shares[cell] * dimension, dimension);
          System.arraycopy(all, 0, centroids, offsets[cell] * dimension, all.length);
        });
    return new Start(centroids, assignments);
  }

  /** Repeats the last centroid where too few were found; the repeated ones have no vectors. */
  private static float[] padded(float[] centroids, int length, int dimension) {
    float[] all = Arrays.copyOf(centroids, length);
    for (int i = centroids.length; i < length; i++) {
      all[i] = all[i - dimension];
    }
    return all;
  }

  /** Shares out a number in proportion to sizes. */
  static final class Shares {

    private Shares() {}

    /**
     * Integers that add up to {@code total}, none larger than its size and none zero where the size
     * is not, if that is possible.
     *
     * @param total at most the sum of the sizes
     */
    static int[] of(int total, int[] sizes) {
      long sum = Arrays.stream(sizes).asLongStream().sum();
      int[] shares = new int[sizes.length];
      double[] rest = new double[sizes.length];
      int left = total;
      for (int i = 0; i < sizes.length; i++) {
        double exact = (double) total * sizes[i] / sum;
        shares[i] = Math.min(sizes[i], Math.max(sizes[i] > 0 ? 1 : 0, (int) exact));
        rest[i] = exact - shares[i];
        left -= shares[i];
      }
      while (left != 0) {
        int step = Integer.signum(left);
        int[] order =
            IntStream.range(0, sizes.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -step * rest[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        boolean changed = false;
        for (int i : order) {
          if (left != 0 && (step > 0 ? shares[i] < sizes[i] : shares[i] > 1)) {
            shares[i] += step;
            rest[i] -= step;
            left -= step;
            changed = true;
          }
        }
        if (!changed) {
          throw new IllegalArgumentException(
              "cannot share " + total + " among sizes that add up to " + sum);
        }
      }
      return shares;
    }
  }

  /** A few exact iterations on vectors that fit the heap, to begin with. */
  static final class SmallClustering {

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
}
