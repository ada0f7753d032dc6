package io.medsift.centroids.training;

/**
 * The result of a training.
 *
 * @param centroids unit vectors one after the other
 * @param assignment the cluster of every vector, exactly the nearest
 * @param sizes how many vectors each cluster has
 * @param nearest the vectors nearest to each centroid, whatever their cluster
 * @param sampled how many vectors the centroids were moved by
 * @param iterations how many times they were moved
 * @param converged whether training stopped before its last iteration
 * @param inertia mean cosine distance of a vector to its centroid, over all vectors
 */
@SuppressWarnings("ArrayRecordComponent")
public record TrainedCentroids(
    float[] centroids,
    int[] assignment,
    int[] sizes,
    NearestVectors nearest,
    int sampled,
    int iterations,
    boolean converged,
    double inertia) {}
