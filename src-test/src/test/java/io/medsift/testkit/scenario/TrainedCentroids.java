package io.medsift.testkit.scenario;

import io.medsift.centroids.CentroidDraft;
import io.medsift.centroids.CentroidManifest;
import io.medsift.centroids.Cluster;
import io.medsift.embedding.EmbeddingModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Trained centroids without labels, with prompts of the test's choice. */
public final class TrainedCentroids {
  private static final int DIMENSION = 4;
  private static final int VOTES = 10;
  private static final EmbeddingModel MODEL =
      new EmbeddingModel(
          "test/none",
          "0".repeat(64),
          DIMENSION,
          16,
          EmbeddingModel.Precision.FP32,
          new EmbeddingModel.TokenizerSettings("words", 3, 100, "1".repeat(64)));

  private TrainedCentroids() {}

  /** As many clusters, each with prompts {@code c<cluster> p<rank>} at growing distance. */
  public static Path numbered(Path directory, int clusters, int prompts) throws IOException {
    List<List<Cluster.NearestPrompt>> nearest = new ArrayList<>();
    for (int cluster = 0; cluster < clusters; cluster++) {
      List<Cluster.NearestPrompt> ofCluster = new ArrayList<>();
      for (int rank = 0; rank < prompts; rank++) {
        ofCluster.add(
            Cluster.NearestPrompt.unlabelled("c" + cluster + " p" + rank, 0.1 + rank * 0.01));
      }
      nearest.add(ofCluster);
    }
    return write(directory, nearest);
  }

  /** Clusters of these prompts. */
  public static Path write(Path directory, List<List<Cluster.NearestPrompt>> nearest)
      throws IOException {
    int clusters = nearest.size();
    float[] centroids = new float[clusters * DIMENSION];
    List<Cluster> drafts = new ArrayList<>();
    for (int cluster = 0; cluster < clusters; cluster++) {
      centroids[cluster * DIMENSION + cluster % DIMENSION] = 1;
      drafts.add(Cluster.unlabelled(20 + cluster, nearest.get(cluster)));
    }
    new CentroidDraft(manifest(clusters), centroids, drafts).write(directory);
    return directory;
  }

  private static CentroidManifest manifest(int clusters) {
    return new CentroidManifest(
        CentroidManifest.FORMAT_VERSION,
        "test",
        MODEL,
        clusters,
        DIMENSION,
        1,
        new CentroidManifest.Training(100, 100, 100, 1, 0.3, VOTES),
        List.of(),
        null,
        Map.of());
  }
}
