package io.medsift.centroids;

import io.medsift.embedding.Vectors;

/**
 * A result of k-means.
 *
 * @param centroids unit vectors one after the other, {@code k * dimension} floats
 * @param assignment the cluster of each vector, in the order of the vectors
 * @param sizes how many vectors each cluster has, none of them zero
 * @param iterations how many times the centroids were moved
 * @param inertia mean cosine distance of a vector to its centroid
 */
@SuppressWarnings("ArrayRecordComponent")
public record Clustering(
    float[] centroids, int[] assignment, int[] sizes, int iterations, double inertia) {

  /** How near a vector is to the centre of a cluster. */
  Assignment toCentre(float[] vector, int cluster) {
    return new Assignment(cluster, Vectors.dot(vector, centroids, cluster * vector.length));
  }
}
