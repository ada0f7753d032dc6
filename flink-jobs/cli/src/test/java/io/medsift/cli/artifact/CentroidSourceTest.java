package io.medsift.cli.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CentroidSourceTest {
  @TempDir private Path directory;

  @Test
  void theDemoCentroidsServeWhereNoneAreNamed() throws Exception {
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
  void knowsTheSamplesOfTheDemo() throws Exception {
    Path copy = directory.resolve("samples.jsonl");
    Files.copy(Path.of("../../deploy/demo/samples.jsonl"), copy);
    assertThat(Shipped.isSame("demo/samples.jsonl", copy)).isTrue();

    Files.writeString(copy, "{}");
    assertThat(Shipped.isSame("demo/samples.jsonl", copy)).isFalse();
    assertThat(Shipped.isSame("demo/samples.jsonl", directory)).isFalse();
    assertThat(Shipped.isSame("demo/nothing", copy)).isFalse();
  }
}
