package io.medsift.centroids.training;

import io.medsift.centroids.CentroidDraft;
import io.medsift.centroids.CentroidManifest;
import io.medsift.centroids.Cluster;
import io.medsift.embedding.store.EmbeddingStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
    double inertia) {
  /** The program that makes these centroids, as the manifest names it. */
  static final String CREATED_BY = "medsift centroid trainer 2";

  /**
   * Returns an artifact without labels.
   *
   * @param store the vectors that were trained on
   * @param settings of the training
   */
  public CentroidDraft draft(EmbeddingStore store, TrainingSettings settings) {
    CentroidManifest manifest =
        new CentroidManifest(
            CentroidManifest.FORMAT_VERSION,
            CREATED_BY,
            store.model(),
            settings.clusters(),
            store.dimension(),
            settings.seed(),
            new CentroidManifest.Training(
                store.manifest().plan().rows(),
                store.count(),
                sampled,
                iterations,
                inertia,
                CentroidTraining.NEAREST),
            List.of(),
            null,
            Map.of());
    List<Cluster> clusters = new ArrayList<>();
    for (int cluster = 0; cluster < sizes.length; cluster++) {
      List<Cluster.NearestPrompt> prompts = new ArrayList<>();
      for (int i = 0; i < nearest.count(cluster); i++) {
        String prompt = store.prompt(nearest.vector(cluster, i));
        prompts.add(Cluster.NearestPrompt.unlabelled(prompt, nearest.distance(cluster, i)));
      }
      clusters.add(Cluster.unlabelled(sizes[cluster], prompts));
    }
    return new CentroidDraft(manifest, centroids, clusters);
  }
}
