package io.medsift.labelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.centroids.CentroidDraft;
import io.medsift.centroids.CentroidManifest;
import io.medsift.centroids.Cluster;
import io.medsift.centroids.LabelDescriptions;
import io.medsift.embedding.EmbeddingModel;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.embedding.Vectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A voter gets prompts in blocks of its size, each prompt once. */
class LabellingBlocksTest {
  private static final LabelDescriptions DESCRIBED =
      new LabelDescriptions(
          List.of(
              new LabelDescriptions.Label("Short", List.of("x")),
              new LabelDescriptions.Label("Long", List.of("x".repeat(40)))),
          "2".repeat(64));

  @TempDir private Path directory;

  private CentroidArtifact artifact;

  @BeforeEach
  void write() throws Exception {
    List<Cluster.NearestPrompt> nearest = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      nearest.add(new Cluster.NearestPrompt("y".repeat(7 * i), 0.1, "Short"));
    }
    CentroidManifest manifest =
        new CentroidManifest(
            CentroidManifest.FORMAT_VERSION,
            "test",
            new Lengths().model(),
            2,
            2,
            1,
            new CentroidManifest.Training(5, 5, 5, 1, 0.3, 5),
            List.of("Short", "Long"),
            new CentroidManifest.Classifier("test", "by hand", "0".repeat(64)),
            Map.of());
    List<Cluster> clusters =
        List.of(
            Cluster.byMajority(manifest.labels(), 5, nearest),
            Cluster.byMajority(manifest.labels(), 5, nearest.subList(0, 4)));
    artifact =
        new CentroidDraft(manifest, new float[] {1, 0, 0, 1}, clusters)
            .write(directory.resolve("centroids"));
  }

  @Test
  void asksForWholeBlocksAndTheRest() throws Exception {
    Blocks voter = new Blocks(null);
    new Labelling(artifact, voter, 1).run();
    assertThat(voter.sizes).containsExactly(3, 2);
    assertThat(voter.asked).doesNotHaveDuplicates();
  }

  @Test
  void failsWithTheFirstProblem() {
    Voter.LabellingException problem = new Voter.LabellingException("no more");
    assertThatThrownBy(() -> new Labelling(artifact, new Blocks(problem), 2).run())
        .isSameAs(problem);
  }

  @Test
  void votesInBlocksAsOneByOne() throws Exception {
    try (DescriptionVoter voter = new DescriptionVoter(DESCRIBED, new Lengths())) {
      List<String> prompts = List.of("a", "a".repeat(50), "b");
      List<String> single = new ArrayList<>();
      for (String prompt : prompts) {
        single.add(voter.vote(prompt));
      }
      assertThat(voter.voteAll(prompts)).isEqualTo(single).contains("Short", "Long");
    }
  }

  private static final class Blocks implements Voter {
    private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final LabellingException problem;

    Blocks(LabellingException problem) {
      this.problem = problem;
    }

    @Override
    public List<String> labels() {
      return List.of("Short", "Long");
    }

    @Override
    public CentroidManifest.Classifier classifier() {
      return new CentroidManifest.Classifier("test", "by length", "3".repeat(64));
    }

    @Override
    public String vote(String prompt) {
      return prompt.length() < 20 ? "Short" : "Long";
    }

    @Override
    public int block() {
      return 3;
    }

    @Override
    public List<String> voteAll(List<String> prompts) throws LabellingException {
      if (problem != null) {
        throw problem;
      }
      sizes.add(prompts.size());
      asked.addAll(prompts);
      return prompts.stream().map(this::vote).toList();
    }

    @Override
    public void close() {}
  }

  /** The angle of a vector grows with the length of its text. */
  private static final class Lengths implements SentenceEncoder {
    @Override
    public EmbeddingModel model() {
      return new EmbeddingModel(
          "test/lengths",
          "0".repeat(64),
          2,
          16,
          EmbeddingModel.Precision.FP32,
          new EmbeddingModel.TokenizerSettings("words", 3, 100, "1".repeat(64)));
    }

    @Override
    public float[] encode(String text) {
      return Vectors.unit(new double[] {1, text.length() / 20.0});
    }

    @Override
    public void close() {}
  }
}
