package io.medsift.curation.domain;

import io.medsift.centroids.Assignment;
import io.medsift.centroids.SharedCentroids;
import io.medsift.embedding.ModelSource;
import io.medsift.embedding.SharedEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Model and centroids of a plan, of which a process holds one copy. Thread-safe. */
final class PromptClassifier implements AutoCloseable {
  private final SharedEncoder encoder;
  private final SharedCentroids centroids;

  private PromptClassifier(SharedEncoder encoder, SharedCentroids centroids) {
    this.encoder = encoder;
    this.centroids = centroids;
  }

  /**
   * Opens what the plan names.
   *
   * @throws IOException if the artifact cannot be used, or is not the one of the plan
   */
  static PromptClassifier open(DomainPlan plan) throws IOException {
    SharedEncoder encoder = SharedEncoder.open(ModelSource.miniLm());
    try {
      SharedCentroids centroids = SharedCentroids.open(Path.of(plan.centroids()), encoder.model());
      PromptClassifier classifier = new PromptClassifier(encoder, centroids);
      String found = centroids.artifact().fingerprint();
      if (!found.equals(plan.centroidsFingerprint())) {
        centroids.close();
        throw new IOException(
            ("The centroids in %s have changed since the job was defined: they were %s and are"
                    + " %s. Start the job again to use them.")
                .formatted(plan.centroids(), plan.centroidsFingerprint(), found));
      }
      return classifier;
    } catch (IOException e) {
      encoder.close();
      throw e;
    }
  }

  /** The nearest centroid of each prompt, in their order. */
  Assignment[] assign(List<String> prompts) {
    float[][] vectors = new float[prompts.size()][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = encoder.encode(prompts.get(i));
    }
    return centroids.nearest().assign(vectors);
  }

  String label(int cluster) {
    return centroids.artifact().label(cluster);
  }

  double agreement(int cluster) {
    return centroids.artifact().agreement(cluster);
  }

  @Override
  public void close() {
    centroids.close();
    encoder.close();
  }
}
