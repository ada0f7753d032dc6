package io.medsift.centroids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelabelledArtifactTest {

  private static final CentroidManifest.Classifier OTHER =
      new CentroidManifest.Classifier("other", "another", "4".repeat(64));
  private static final List<String> LABELS = List.of("Good", "Bad");

  @TempDir private Path folder;

  private Path directory;
  private CentroidArtifact source;

  @BeforeEach
  void write() throws IOException {
    directory = folder.resolve("centroids");
    source = CentroidArtifactTest.draft().write(directory);
  }

  @Test
  void anArtifactOfItsOwnLeavesTheFirstAsItWas() throws IOException {
    CentroidArtifact written = relabelled().write(folder.resolve("nested").resolve("out"));
    assertThat(written.label(0)).isEqualTo("Bad");
    assertThat(written.manifest().labels()).isEqualTo(LABELS);
    assertThat(written.manifest().classifier()).isEqualTo(OTHER);
    assertThat(written.centroids()).containsExactly(source.centroids());
    assertThat(CentroidArtifact.load(directory).fingerprint()).isEqualTo(source.fingerprint());
    assertThatThrownBy(() -> relabelled().write(directory))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void inPlaceIsTheSameAsElsewhere() throws IOException {
    CentroidArtifact elsewhere = relabelled().write(folder.resolve("out"));
    CentroidArtifact inPlace = relabelled().writeInPlace();
    assertThat(inPlace.fingerprint()).isEqualTo(elsewhere.fingerprint());
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("manifest.json", "centroids.f32", "clusters.jsonl");
    }
  }

  @Test
  void whereverItIsCutTheOldOrTheNewLabelsAreRead() throws IOException {
    CentroidArtifact next = relabelled().write(folder.resolve("out"));
    Path nextManifest = directory.resolve("manifest.json.next");
    Path nextClusters = directory.resolve("clusters.jsonl.next");

    Files.writeString(nextClusters, "{\"lab");
    assertThat(CentroidArtifact.load(directory).fingerprint()).isEqualTo(source.fingerprint());

    Files.copy(
        next.directory().resolve("clusters.jsonl"),
        nextClusters,
        StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(nextManifest, "{\"format");
    assertThat(CentroidArtifact.load(directory).fingerprint()).isEqualTo(source.fingerprint());

    Files.copy(
        next.directory().resolve("manifest.json"),
        nextManifest,
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(CentroidArtifact.load(directory).fingerprint()).isEqualTo(source.fingerprint());

    Files.move(
        nextClusters, directory.resolve("clusters.jsonl"), StandardCopyOption.REPLACE_EXISTING);
    assertThat(CentroidArtifact.fingerprintOf(directory)).isEqualTo(next.fingerprint());
    assertThat(CentroidArtifact.load(directory).label(0)).isEqualTo("Bad");
  }

  @Test
  void aFailureLeavesTheOldLabels() throws IOException {
    RelabelledArtifact broken =
        new RelabelledArtifact(
            source,
            LABELS,
            OTHER,
            index -> {
              throw new IOException("no more");
            });
    assertThatThrownBy(broken::writeInPlace).hasMessage("no more");
    assertThatThrownBy(() -> broken.write(folder.resolve("out"))).hasMessage("no more");
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(CentroidArtifact.load(directory).fingerprint()).isEqualTo(source.fingerprint());
  }

  private RelabelledArtifact relabelled() {
    return new RelabelledArtifact(
        source,
        LABELS,
        OTHER,
        index -> {
          Cluster cluster = source.cluster(index);
          List<Cluster.NearestPrompt> nearest = new ArrayList<>();
          for (Cluster.NearestPrompt prompt : cluster.nearest()) {
            nearest.add(new Cluster.NearestPrompt(prompt.prompt(), prompt.distance(), "Bad"));
          }
          return Cluster.byMajority(LABELS, cluster.size(), nearest);
        });
  }
}
