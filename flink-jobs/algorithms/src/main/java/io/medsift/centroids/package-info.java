/**
 * Centroids of prompt embeddings: training, labelling, the artifact on disk and the exact nearest
 * centroid of a prompt.
 *
 * <p>Everything here is a function of its inputs and a seed: the same prompts give the same
 * artifact, and a prompt the same cluster, whatever the batch or the thread.
 */
package io.medsift.centroids;
