package io.medsift.cli.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.embedding.ModelSource;
import io.medsift.embedding.SharedEncoder;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CentroidSourceTest {
  @TempDir private Path directory;

  @Test
  void theShippedCentroidsServeWhereNoneAreNamed() throws Exception {
    Recipe recipe = RecipeLoader.named("recommended");
    String named =
        RecipeLoader.document("recommended").replace("domain:\n", "domain:\n  centroids: own\n");
    Path own = Files.writeString(directory.resolve("own.yaml"), named);

    assertThat(CentroidSource.isShipped(null, recipe)).isTrue();
    assertThat(CentroidSource.isShipped(directory, recipe)).isFalse();
    assertThat(CentroidSource.isShipped(null, RecipeLoader.read(own))).isFalse();
    assertThat(CentroidSource.isShipped(null, RecipeLoader.named("ii-medical-rl"))).isFalse();
  }

  @Test
  void theShippedCentroidsHoldNoPromptsAndAreOfTheShippedModel() throws Exception {
    Path shipped = CentroidSource.from(null, RecipeLoader.named("recommended")).prepare(directory);

    CentroidArtifact artifact;
    try (SharedEncoder encoder = SharedEncoder.open(ModelSource.miniLm())) {
      artifact = CentroidArtifact.load(shipped, encoder.model());
    }
    assertThat(artifact.clusters()).isEqualTo(2_000);
    assertThat(artifact.manifest().seed()).isEqualTo(3);
    assertThat(artifact.manifest().labels()).contains("Medical", "Biology", "Law");
    for (int cluster = 0; cluster < artifact.clusters(); cluster++) {
      assertThat(artifact.cluster(cluster).nearest()).as("prompts of %d", cluster).isEmpty();
    }
    assertThat(CentroidArtifact.load(CentroidSource.demo().prepare(directory.resolve("demo"))))
        .extracting(CentroidArtifact::clusters)
        .isEqualTo(64);
  }
}
