package io.medsift.centroids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.medsift.centroids.training.CentroidTrainer;
import io.medsift.embedding.EmbeddingModel;
import io.medsift.embedding.Vectors;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CentroidArtifactTest {

  private static final FakeEncoder ENCODER = new FakeEncoder();

  @TempDir private Path folder;

  private Path directory;
  private CentroidArtifact written;

  @BeforeEach
  void write() throws IOException {
    directory = folder.resolve("nested").resolve("centroids");
    written = draft().write(directory);
  }

  static CentroidDraft draft() throws IOException {
    List<String> prompts = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      prompts.add("fever number " + i);
      prompts.add("court number " + i);
      prompts.add("matrix number " + i);
      prompts.add("fever number " + i);
    }
    return CentroidTrainer.train(prompts, 3, 1, ENCODER, labeller());
  }

  private static NearestDescriptionLabeller labeller() {
    LabelDescriptions described =
        new LabelDescriptions(
            List.of(
                new LabelDescriptions.Label("Medical", List.of("fever")),
                new LabelDescriptions.Label("Law", List.of("court", "court of law")),
                new LabelDescriptions.Label("Mathematics", List.of("matrix"))),
            "2".repeat(64));
    return new NearestDescriptionLabeller(described, ENCODER);
  }

  @Test
  void whatWasWrittenIsWhatIsLoaded() throws IOException {
    CentroidArtifact loaded = CentroidArtifact.load(directory, FakeEncoder.MODEL);
    assertThat(loaded.manifest()).isEqualTo(written.manifest());
    assertThat(loaded.fingerprint()).isEqualTo(written.fingerprint()).matches("[0-9a-f]{12}");
    assertThat(loaded.clusters()).isEqualTo(3);
    assertThat(loaded.centroids()).hasSize(12).containsExactly(written.centroids());
    CentroidManifest manifest = loaded.manifest();
    assertThat(manifest.labels()).containsExactly("Medical", "Law", "Mathematics");
    assertThat(manifest.classifier().kind()).isEqualTo("nearest-description");
    assertThat(manifest.training().prompts()).isEqualTo(48);
    assertThat(manifest.training().distinctPrompts()).isEqualTo(36);
    assertThat(manifest.files()).containsOnlyKeys("centroids.f32", "clusters.jsonl");
  }

  @Test
  void clustersHaveTheirLabelVotesAndNearestPrompts() throws IOException {
    try (NearestCentroid nearest = new NearestCentroid(written.centroids(), 4)) {
      int cluster = nearest.assign(ENCODER.encode("court")).cluster();
      assertThat(written.label(cluster)).isEqualTo("Law");
      assertThat(written.agreement(cluster)).isEqualTo(1);
      assertThat(written.size(cluster)).isEqualTo(12);
      Cluster details = written.cluster(cluster);
      assertThat(details.votes()).containsExactlyEntriesOf(Map.of("Law", 10));
      assertThat(details.nearest()).hasSize(10);
      assertThat(details.nearest()).extracting(Cluster.NearestPrompt::distance).isSorted();
      float[] centroid = Arrays.copyOfRange(written.centroids(), cluster * 4, cluster * 4 + 4);
      Cluster.NearestPrompt first = details.nearest().get(0);
      assertThat(first.distance())
          .isCloseTo(1 - Vectors.dot(ENCODER.encode(first.prompt()), centroid), within(1e-7));
    }
  }

  @Test
  void equalTrainingGivesEqualBytes() throws IOException {
    Path again = folder.resolve("again");
    draft().write(again);
    for (String name : List.of("manifest.json", "centroids.f32", "clusters.jsonl")) {
      assertThat(again.resolve(name)).hasSameBinaryContentAs(directory.resolve(name));
    }
  }

  @Test
  void trainedCentroidsWithoutLabelsAreForLabellingOnly() throws IOException {
    CentroidManifest labelled = written.manifest();
    CentroidManifest manifest =
        new CentroidManifest(
            labelled.formatVersion(),
            labelled.createdBy(),
            labelled.model(),
            3,
            4,
            labelled.seed(),
            labelled.training(),
            List.of(),
            null,
            Map.of());
    Cluster.NearestPrompt prompt = Cluster.NearestPrompt.unlabelled("fever", 0.25);
    Cluster cluster = Cluster.unlabelled(12, List.of(prompt));
    Path trained = folder.resolve("trained");
    new CentroidDraft(manifest, written.centroids(), List.of(cluster, cluster, cluster))
        .write(trained);
    assertThatThrownBy(() -> CentroidArtifact.load(trained))
        .isInstanceOf(InvalidArtifactException.class)
        .hasMessage(
            trained
                + " holds trained centroids without labels: run \"medsift centroids label\" and"
                + " use its output");
    CentroidArtifact read = CentroidArtifact.loadTrained(trained);
    assertThat(read.manifest().isLabelled()).isFalse();
    assertThat(read.label(1)).isNull();
    assertThat(read.cluster(2)).isEqualTo(cluster);
    Path after = folder.resolve("labelled");
    new CentroidDraft(
            read.manifest().labelledBy(labelled.classifier(), labelled.labels()),
            read.centroids(),
            List.of(written.cluster(0), written.cluster(1), written.cluster(2)))
        .write(after);
    assertThat(CentroidArtifact.load(after).label(0)).isEqualTo(written.label(0));
  }

  @Test
  void leavesNothingElseBehindAndReplacesNothing() throws IOException {
    assertThatThrownBy(() -> draft().write(directory))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("delete it or choose another directory");
    try (Stream<Path> files = Files.list(directory.getParent())) {
      assertThat(files).containsExactly(directory);
    }
  }

  @Test
  void refusesAnotherModelAndSaysWhichIsWhich() {
    EmbeddingModel other =
        new EmbeddingModel(
            "test/words",
            "3".repeat(64),
            4,
            16,
            EmbeddingModel.Precision.FP32,
            FakeEncoder.MODEL.tokenizer());
    assertThatThrownBy(() -> CentroidArtifact.load(directory, other))
        .isInstanceOf(InvalidArtifactException.class)
        .hasMessageContaining("expected " + other)
        .hasMessageContaining("found " + FakeEncoder.MODEL)
        .hasMessageContaining("or train centroids with the one in use");
  }

  @Test
  void refusesAChangedFile() throws IOException {
    Path centroids = directory.resolve("centroids.f32");
    byte[] bytes = Files.readAllBytes(centroids);
    bytes[7] ^= 1;
    Files.write(centroids, bytes);
    assertThatThrownBy(() -> CentroidArtifact.load(directory))
        .isInstanceOf(InvalidArtifactException.class)
        .hasMessageStartingWith(centroids + " has sha256 ")
        .hasMessageEndingWith("copy or train the artifact again");
  }

  @Test
  void refusesAChangedOrShortClusterFile() throws IOException {
    Path clusters = directory.resolve("clusters.jsonl");
    String text = Files.readString(clusters);
    Files.writeString(clusters, text.replaceFirst("Law", "law"));
    assertThatThrownBy(() -> CentroidArtifact.load(directory))
        .hasMessageStartingWith(clusters + " has sha256 ");
    Files.writeString(clusters, text.substring(0, text.indexOf('\n') + 1));
    assertThatThrownBy(() -> CentroidArtifact.load(directory))
        .hasMessageStartingWith(clusters + " has 1 clusters, its manifest says 3");
    Files.writeString(clusters, "{}\n");
    assertThatThrownBy(() -> CentroidArtifact.load(directory))
        .hasMessageStartingWith(clusters + " line 1 is not a cluster");
  }

  @Test
  void refusesAMissingFileAnotherVersionAndNoManifest() throws IOException {
    Path manifest = directory.resolve("manifest.json");
    String text = Files.readString(manifest);
    Files.writeString(
        manifest, text.replaceFirst("\"format_version\" : 1", "\"format_version\" : 2"));
    assertThatThrownBy(() -> CentroidArtifact.load(directory))
        .hasMessageStartingWith(manifest + " has format_version 2, this version reads 1");
    Files.writeString(manifest, "{\"format_version\": 1}");
    assertThatThrownBy(() -> CentroidArtifact.load(directory))
        .hasMessageStartingWith(manifest + " is not a manifest");
    Files.writeString(manifest, text);
    Files.delete(directory.resolve("clusters.jsonl"));
    assertThatThrownBy(() -> CentroidArtifact.load(directory))
        .hasMessageStartingWith(directory.resolve("clusters.jsonl") + " does not exist");
    assertThatThrownBy(() -> CentroidArtifact.load(folder.resolve("nowhere")))
        .hasMessageContaining("a centroid artifact is a directory with");
  }

  @Test
  void aFieldOfALaterWriterIsIgnored() throws IOException {
    Path manifest = directory.resolve("manifest.json");
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replaceFirst("\\{", "{\"prompt_hash\": \"abc\","));
    assertThat(CentroidArtifact.load(directory).fingerprint()).isNotEqualTo(written.fingerprint());
  }

  @Test
  void oneCopyServesTheProcess() throws IOException {
    try (SharedCentroids first = SharedCentroids.open(directory, FakeEncoder.MODEL);
        SharedCentroids second = SharedCentroids.open(directory, FakeEncoder.MODEL)) {
      assertThat(second.artifact()).isSameAs(first.artifact());
      assertThat(second.nearest()).isSameAs(first.nearest());
    }
    SharedCentroids kept = SharedCentroids.open(directory, FakeEncoder.MODEL);
    SharedCentroids.open(directory, FakeEncoder.MODEL).close();
    assertThat(kept.nearest().assign(ENCODER.encode("fever")).similarity()).isGreaterThan(0.9);
    kept.close();
    try (SharedCentroids reopened = SharedCentroids.open(directory, FakeEncoder.MODEL)) {
      assertThat(reopened.artifact().fingerprint()).isEqualTo(written.fingerprint());
    }
  }

  @Test
  void sharedCentroidsRefuseAnotherModel() {
    EmbeddingModel other =
        new EmbeddingModel(
            "other",
            "3".repeat(64),
            4,
            16,
            EmbeddingModel.Precision.FP32,
            FakeEncoder.MODEL.tokenizer());
    assertThatThrownBy(() -> SharedCentroids.open(directory, other))
        .isInstanceOf(InvalidArtifactException.class);
  }
}
