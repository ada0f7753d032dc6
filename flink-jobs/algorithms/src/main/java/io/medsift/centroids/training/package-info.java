/**
 * Spherical k-means for tens of thousands of clusters of millions of unit vectors.
 *
 * <ol>
 *   <li>A start in two levels: about the square root of k coarse clusters, and the rest inside of
 *       them, each by seeding in proportion to distance and a few full iterations.
 *   <li>Iterations in which a vector looks only at the centroids near its own.
 *   <li>One exact pass over all vectors, which gives the sizes and the nearest prompts of each
 *       centroid.
 * </ol>
 *
 * <p>The result depends on the vectors, their order, the settings and the seed, and not on the
 * number of threads: work is cut the same way for any number of them, sums are taken in the order
 * of the vectors and in doubles, and scores that are equal within rounding are decided in doubles.
 */
package io.medsift.centroids.training;
