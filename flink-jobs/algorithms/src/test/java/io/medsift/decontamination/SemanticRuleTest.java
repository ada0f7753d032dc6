package io.medsift.decontamination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.decontamination.index.BenchmarkException;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.embedding.EmbeddingModel;
import io.medsift.embedding.EncoderSource;
import io.medsift.embedding.SentenceEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SemanticRuleTest {
  @TempDir private Path folder;

  /** A text is an angle in degrees; one that is not cannot be read. */
  private record Angles(String id) implements SentenceEncoder {
    @Override
    public EmbeddingModel model() {
      return new EmbeddingModel(
          id,
          "0".repeat(64),
          2,
          16,
          EmbeddingModel.Precision.FP32,
          new EmbeddingModel.TokenizerSettings("angles", 1, 1, "1".repeat(64)));
    }

    @Override
    public float[] encode(String text) {
      double angle = Math.toRadians(isAngle(text) ? Double.parseDouble(text) : 0);
      return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
    }

    @Override
    public double unread(String text) {
      return isAngle(text) ? 0 : 1;
    }

    private static boolean isAngle(String text) {
      return text.matches("[0-9.]+");
    }

    @Override
    public void close() {}
  }

  private static EvaluationItem item(String id, String question, String... options) {
    List<EvaluationItem.Option> choices = new ArrayList<>();
    for (String option : options) {
      choices.add(new EvaluationItem.Option("A", option));
    }
    return new EvaluationItem("set", id, question, choices, Optional.empty());
  }

  private static BenchmarkIndex.Builder angles(String... questions) {
    List<EvaluationItem> items = new ArrayList<>();
    for (String question : questions) {
      items.add(item("at " + question, question));
    }
    return new BenchmarkIndex.Builder().add("set", items).embed(new Angles("angles"), more -> {});
  }

  private static SemanticRule rule(BenchmarkIndex index, double threshold) {
    return new SemanticRule(
        index, new SemanticRule.Settings(threshold, () -> new Angles("angles")));
  }

  @Test
  void thePromptNearestToAnItemIsFoundFromTheThresholdOn() {
    try (SemanticRule rule = rule(angles("0", "90").build(), 0.5)) {
      assertThat(rule.check("59"))
          .hasValueSatisfying(found -> assertThat(found.item().id()).isEqualTo("at 90"));
      assertThat(rule.check("14"))
          .hasValueSatisfying(found -> assertThat(found.item().id()).isEqualTo("at 0"));
      assertThat(rule.check("160")).isEmpty();
      assertThat(rule.compare("160").orElseThrow().similarity()).isEqualTo(0.34202);
      assertThat(rule.compare("160").orElseThrow().nearTie()).isFalse();
    }
  }

  @Test
  void similaritiesAreRoundedBeforeTheyAreComparedAndThoseAtTheThresholdAreMarked() {
    try (SemanticRule rule = rule(angles("0").build(), 0.5)) {
      // cos 60.0002 is 0.499997, which is 0.5 as far as processors agree.
      assertThat(rule.check("60.0002")).isPresent();
      assertThat(rule.compare("60.0002").orElseThrow().nearTie()).isTrue();
      assertThat(rule.check("60.001")).isEmpty();
      assertThat(rule.compare("60.0005").orElseThrow().nearTie()).isTrue();
      assertThat(rule.compare("60.01").orElseThrow().nearTie()).isFalse();
    }
  }

  @Test
  void itemsThatAreEquallyNearWithinTheErrorAreANearTieAndEqualOnesAreNot() {
    try (SemanticRule rule = rule(angles("20", "10", "30").build(), 0.9)) {
      assertThat(rule.compare("15").orElseThrow().nearTie()).isTrue();
      assertThat(rule.compare("16").orElseThrow().nearTie()).isFalse();
    }
    try (SemanticRule rule = rule(angles("20", "20").build(), 0.9)) {
      assertThat(rule.compare("15").orElseThrow().nearTie()).isFalse();
    }
  }

  @Test
  void whatTheEncoderCannotReadIsNotCompared() {
    try (SemanticRule rule = rule(angles("0").build(), 0.1)) {
      assertThat(rule.compare("最近两周总是头痛")).isEmpty();
      assertThat(rule.compare("  ")).isEmpty();
    }
  }

  @Test
  void theVectorsOfAnIndexAreReadBackToTheLastBit() throws IOException {
    BenchmarkIndex written = angles("0", "33.3", "90").build(folder.resolve("index"));
    BenchmarkIndex read = BenchmarkIndex.load(folder.resolve("index"));

    BenchmarkIndex.Embedding embedding = read.embedding().orElseThrow();
    assertThat(embedding.fingerprint()).isEqualTo(written.embedding().orElseThrow().fingerprint());
    assertThat(embedding.vectors().get().bytes())
        .isEqualTo(written.embedding().orElseThrow().vectors().get().bytes());
    assertThat(read.fingerprint())
        .isEqualTo(angles("0", "33.3", "90").build().fingerprint())
        .isEqualTo(BenchmarkIndex.Summary.read(folder.resolve("index")).fingerprint());

    Path vectors = folder.resolve("index/vectors.f32");
    byte[] bytes = Files.readAllBytes(vectors);
    bytes[0] ^= 1;
    Files.write(vectors, bytes);
    assertThatThrownBy(() -> embedding.vectors().get())
        .isInstanceOf(BenchmarkException.class)
        .hasMessageContaining("vectors.f32: expected sha256");
  }

  @Test
  void anIndexThatHasNotOneVectorForEachTextIsRefused() throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    angles("0").build(one);
    angles("0", "90").build(two);
    JsonMapper mapper = new JsonMapper();
    Path manifest = two.resolve("manifest.json");
    ObjectNode changed = (ObjectNode) mapper.readTree(manifest.toFile());
    changed.set("vectors", mapper.readTree(one.resolve("manifest.json").toFile()).get("vectors"));
    mapper.writeValue(manifest.toFile(), changed);
    Files.copy(
        one.resolve("vectors.f32"),
        two.resolve("vectors.f32"),
        StandardCopyOption.REPLACE_EXISTING);
    BenchmarkIndex index = BenchmarkIndex.load(two);
    assertThatThrownBy(() -> rule(index, 0.5))
        .isInstanceOf(BenchmarkException.class)
        .hasMessageContaining("1 vectors for the 2 texts");
  }

  @Test
  void anIndexWithoutVectorsOrWithThoseOfAnotherEncoderIsRefused() {
    BenchmarkIndex without =
        new BenchmarkIndex.Builder().add("set", List.of(item("1", "0"))).build();
    assertThat(without.embedding()).isEmpty();
    assertThatThrownBy(() -> rule(without, 0.5))
        .isInstanceOf(BenchmarkException.class)
        .hasMessageContaining("medsift benchmarks build --semantic");
    BenchmarkIndex other = angles("0").build();
    assertThatThrownBy(
            () ->
                new SemanticRule(
                    other, new SemanticRule.Settings(0.5, () -> new Angles("of another kind"))))
        .isInstanceOf(BenchmarkException.class)
        .hasMessageContaining("were made with angles")
        .hasMessageContaining("of another kind");
  }

  @Test
  void paraphrasesAreFoundWithAndWithoutOptionsAndTranslationsAreNot() throws IOException {
    EvaluationItem nerve =
        new EvaluationItem(
            "set",
            "nerve",
            "A patient cannot extend the wrist after a fracture of the shaft of the humerus. Which"
                + " nerve is injured?",
            List.of(
                new EvaluationItem.Option("A", "Ulnar nerve"),
                new EvaluationItem.Option("B", "Radial nerve")),
            Optional.of("B"));
    EvaluationItem ducks =
        item("ducks", "A farmer has 16 ducks and sells three. How many ducks does he have left?");
    BenchmarkIndex index;
    try (SentenceEncoder encoder = EncoderSource.shipped().open()) {
      index =
          new BenchmarkIndex.Builder()
              .add("set", List.of(nerve, ducks))
              .embed(encoder, more -> {})
              .build();
    }
    try (SemanticRule rule =
        new SemanticRule(index, new SemanticRule.Settings(0.75, EncoderSource.shipped()))) {
      String paraphrase =
          "Following a humeral shaft fracture, someone is unable to extend their wrist. Damage to"
              + " which nerve explains this?";
      assertThat(rule.check(paraphrase))
          .hasValueSatisfying(found -> assertThat(found.item()).isEqualTo(nerve));
      assertThat(rule.check(paraphrase + "\n1) radial nerve\n2) ulnar nerve"))
          .hasValueSatisfying(found -> assertThat(found.item()).isEqualTo(nerve));
      assertThat(rule.check("Which nerve innervates the diaphragm?")).isEmpty();
      // The encoder that ships reads English.
      assertThat(rule.check("一名患者肱骨干骨折后不能伸腕，损伤的是哪条神经？")).isEmpty();
    }
  }
}
