package io.medsift.centroids.training;

import io.medsift.centroids.product.MatrixProduct;
import io.medsift.embedding.UnitVectors;

/**
 * Compares every vector with the centroids that are nearest to its own. The work is one small
 * product for each cluster, of its vectors and those centroids.
 */
final class NeighbourPass implements Pass {

  private static final int ROWS = 256;

  private final int neighbours;
  private final MatrixProduct product;
  private final CandidateSearch search;
  private final TrainingThreads workers;

  NeighbourPass(int neighbours, MatrixProduct product, TrainingThreads workers) {
    this.neighbours = neighbours;
    this.product = product;
    this.search = new CandidateSearch(product);
    this.workers = workers;
  }

  @Override
  public Assignments assign(UnitVectors vectors, float[] centroids, Members members) {
    int clusters = centroids.length / vectors.dimension();
    Neighbours near = Neighbours.of(centroids, neighbours, product, workers);
    Assignments result = new Assignments(vectors.count());
    workers.forEach(
        clusters, cluster -> assign(vectors, centroids, members, cluster, near, result));
    return result;
  }

  private void assign(
      UnitVectors vectors,
      float[] centroids,
      Members members,
      int cluster,
      Neighbours near,
      Assignments result) {
    int dimension = vectors.dimension();
    int size = members.size(cluster);
    float[] candidates = new float[size == 0 ? 0 : neighbours * dimension];
    for (int i = 0; i < candidates.length / dimension; i++) {
      System.arraycopy(
          centroids, near.neighbour(cluster, i) * dimension, candidates, i * dimension, dimension);
    }
    float[] rows = new float[Math.min(ROWS, size) * dimension];
    for (int first = 0; first < size; first += ROWS) {
      int from = first;
      int block = Math.min(ROWS, size - first);
      for (int i = 0; i < block; i++) {
        vectors.read(members.vector(cluster, from + i), 1, rows, i * dimension);
      }
      search.nearest(
          rows,
          block,
          candidates,
          0,
          neighbours,
          (row, candidate, similarity) ->
              result.set(
                  members.vector(cluster, from + row),
                  near.neighbour(cluster, candidate),
                  similarity));
    }
  }
}
