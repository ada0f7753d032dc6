package io.medsift.curation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.centroids.CentroidDraft;
import io.medsift.centroids.CentroidManifest;
import io.medsift.centroids.Cluster;
import io.medsift.embedding.Cosine;
import io.medsift.embedding.EmbeddingModel;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.embedding.Vectors;
import io.medsift.recipe.Recipe.DomainSettings;
import io.medsift.verdict.Evidence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prompts are angles, and the centroids lie a tenth of the circle apart. */
class PromptClassifierTest {
  private static final EmbeddingModel MODEL =
      new EmbeddingModel(
          "test/angles",
          "0".repeat(64),
          2,
          16,
          EmbeddingModel.Precision.FP32,
          new EmbeddingModel.TokenizerSettings("words", 3, 100, "1".repeat(64)));
  private static final List<String> LABELS = List.of("Medical", "Law", "Biology");

  /** Labels of the centroids, one tenth of the circle after the other. */
  private static final List<String> CLUSTERS =
      List.of("Medical", "Law", "Medical", "Biology", "Biology");

  @TempDir private Path directory;

  @Test
  void namesTheOtherClusterWhereTheEncodersErrorMayDecide() throws Exception {
    double step = Cosine.MARGIN / (2 * Math.sin(tenths(0.5)));
    assertThat(found(0.5, 0.4 * step)).isEqualTo(evidence(1, 0.5, 0.4 * step, 0));
    assertThat(found(0.5, -0.4 * step)).isEqualTo(evidence(0, 0.5, -0.4 * step, 1));
    assertThat(found(0.5, 3 * step)).isEqualTo(evidence(1, 0.5, 3 * step, null));
    assertThat(found(0.5, -3 * step)).isEqualTo(evidence(0, 0.5, -3 * step, null));
  }

  @Test
  void clustersOfTheSameOutcomeAreNoTie() throws Exception {
    double little = Cosine.MARGIN / 10;
    assertThat(found(2.5, -little)).isEqualTo(evidence(2, 2.5, -little, null));
    assertThat(found(3.5, little)).isEqualTo(evidence(4, 3.5, little, null));
  }

  @Test
  void aTieIsNoneForARecipeThatDecidesTheSame() throws Exception {
    PromptCluster tied =
        new PromptCluster(0, 0.5, artifact().fingerprint(), new PromptCluster.Tie(1, 0.5));
    try (PromptClassifier classifier = open(List.of("Medical", "Biology"))) {
      assertThat(classifier.evidence(tied).nearTie())
          .isEqualTo(new Evidence.NearTie(1, "Law", 0.5));
    }
    try (PromptClassifier classifier = open(List.of("Medical", "Law"))) {
      assertThat(classifier.evidence(tied).nearTie()).isNull();
    }
  }

  private Evidence.Domain found(double tenths, double more) throws Exception {
    try (PromptClassifier classifier = open(List.of("Medical", "Biology"))) {
      String prompt = Double.toString(tenths(tenths) + more);
      return classifier.evidence(classifier.classify(List.of(prompt)).get(0));
    }
  }

  private static Evidence.Domain evidence(int cluster, double tenths, double more, Integer tie) {
    return new Evidence.Domain(
        cluster,
        CLUSTERS.get(cluster),
        1,
        similarity(cluster, tenths, more),
        List.of("Medical", "Biology"),
        null,
        null,
        tie == null
            ? null
            : new Evidence.NearTie(tie, CLUSTERS.get(tie), similarity(tie, tenths, more)));
  }

  private static double similarity(int cluster, double tenths, double more) {
    return Cosine.rounded(Math.cos(tenths(tenths - cluster) + more));
  }

  private PromptClassifier open(List<String> keep) throws Exception {
    return PromptClassifier.open(
        DomainPlan.of(
            directory.resolve("centroids").toString(),
            new DomainPlan.Versions(artifact().fingerprint(), MODEL.id()),
            new DomainSettings(null, keep, null, null),
            new PromptEmbedding(Angles::new, null, false)));
  }

  private CentroidArtifact artifact() throws Exception {
    Path target = directory.resolve("centroids");
    if (target.toFile().exists()) {
      return CentroidArtifact.load(target);
    }
    float[] centroids = new float[2 * CLUSTERS.size()];
    List<Cluster> clusters = new ArrayList<>();
    for (int i = 0; i < CLUSTERS.size(); i++) {
      System.arraycopy(unit(tenths(i)), 0, centroids, 2 * i, 2);
      clusters.add(new Cluster(CLUSTERS.get(i), Map.of(CLUSTERS.get(i), 1), 1, 1, List.of()));
    }
    CentroidManifest manifest =
        new CentroidManifest(
            CentroidManifest.FORMAT_VERSION,
            "test",
            MODEL,
            CLUSTERS.size(),
            2,
            1,
            new CentroidManifest.Training(5, 5, 5, 1, 0.3, 1),
            LABELS,
            new CentroidManifest.Classifier("test", "by hand", "0".repeat(64)),
            Map.of());
    return new CentroidDraft(manifest, centroids, clusters).write(target);
  }

  private static double tenths(double count) {
    return count * Math.PI / 5;
  }

  private static float[] unit(double angle) {
    return Vectors.unit(new double[] {Math.cos(angle), Math.sin(angle)});
  }

  private record Angles() implements SentenceEncoder {
    @Override
    public EmbeddingModel model() {
      return MODEL;
    }

    @Override
    public float[] encode(String text) {
      return unit(Double.parseDouble(text));
    }

    @Override
    public void close() {}
  }
}
