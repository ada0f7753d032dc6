package io.medsift.centroids.training;

/**
 * All that the next iteration depends on, besides the vectors and the settings.
 *
 * @param centroids unit vectors one after the other
 * @param assignments of the sampled vectors, by these centroids
 * @param converged whether training stops here
 */
@SuppressWarnings("ArrayRecordComponent")
record TrainingState(
    int iteration, float[] centroids, Assignments assignments, double inertia, boolean converged) {}
