package io.medsift.centroids.training;

import io.medsift.centroids.NearestCentroid;
import io.medsift.embedding.UnitVectors;

/** Compares every vector with every centroid. */
final class ExactPass implements Pass {

  private static final int ROWS = 512;
  private static final int FEW = 1024;

  private final CandidateSearch search;
  private final TrainingThreads workers;

  ExactPass(CandidateSearch search, TrainingThreads workers) {
    this.search = search;
    this.workers = workers;
  }

  @Override
  public Assignments assign(UnitVectors vectors, float[] centroids, Members members) {
    return assign(vectors, centroids);
  }

  /** The nearest centroid of each vector. */
  Assignments assign(UnitVectors vectors, float[] centroids) {
    int clusters = centroids.length / vectors.dimension();
    if (clusters <= FEW) {
      return inBlocks(
          vectors,
          (block, rows, first, result) ->
              search.nearest(
                  block,
                  rows,
                  centroids,
                  0,
                  clusters,
                  (row, cluster, similarity) -> result.set(first + row, cluster, similarity)));
    }
    try (NearestCentroid nearest = new NearestCentroid(centroids, vectors.dimension())) {
      return inBlocks(
          vectors,
          (block, rows, first, result) ->
              nearest.assign(
                  block,
                  rows,
                  (row, cluster, similarity) -> result.set(first + row, cluster, similarity)));
    }
  }

  @FunctionalInterface
  private interface Block {
    void assign(float[] vectors, int rows, int first, Assignments result);
  }

  private Assignments inBlocks(UnitVectors vectors, Block block) {
    Assignments result = new Assignments(vectors.count());
    workers.forEach(
        (vectors.count() + ROWS - 1) / ROWS,
        task -> {
          int first = task * ROWS;
          int rows = Math.min(ROWS, vectors.count() - first);
          float[] floats = new float[rows * vectors.dimension()];
          vectors.read(first, rows, floats, 0);
          block.assign(floats, rows, first, result);
        });
    return result;
  }
}
