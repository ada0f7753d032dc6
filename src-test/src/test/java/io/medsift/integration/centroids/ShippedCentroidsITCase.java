package io.medsift.integration.centroids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.testkit.process.CommandRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The centroids of the demo are what three commands make of its prompts. */
@Tag("long")
class ShippedCentroidsITCase {
  private static final Path DEMO = Path.of("../deploy/demo");

  @TempDir private Path folder;

  @Test
  void areMadeByTheCommandsOfTheReadme() throws Exception {
    Path embeddings = folder.resolve("embeddings");
    Path made = folder.resolve("centroids");
    run("embed", "--input", DEMO.resolve("centroid-prompts.jsonl"), "--out", embeddings);
    run("train", "--embeddings", embeddings, "--k", 64, "--seed", 3, "--out", made);
    run("label", "--centroids", made, "--classifier", "nearest-description");

    CentroidArtifact expected = CentroidArtifact.load(DEMO.resolve("centroids"));
    CentroidArtifact actual = CentroidArtifact.load(made);
    assertThat(actual.manifest().classifier()).isEqualTo(expected.manifest().classifier());
    assertThat(actual.clusters()).isEqualTo(expected.clusters());
    for (int cluster = 0; cluster < expected.clusters(); cluster++) {
      assertThat(actual.label(cluster))
          .as("label of %d", cluster)
          .isEqualTo(expected.label(cluster));
      assertThat(actual.size(cluster)).as("size of %d", cluster).isEqualTo(expected.size(cluster));
    }
    assertThat(actual.centroids()).containsExactly(expected.centroids(), within(1e-4f));
  }

  private static void run(String command, Object... arguments) {
    String[] line = new String[arguments.length + 2];
    line[0] = "centroids";
    line[1] = command;
    for (int i = 0; i < arguments.length; i++) {
      line[i + 2] = arguments[i].toString();
    }
    CommandRun run = CommandRun.of(line);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }
}
