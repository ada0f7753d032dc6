package io.medsift.curation.decontaminate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.codec.RowCodec;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.curation.gate.Ruling;
import io.medsift.decontamination.SemanticRule;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.embedding.EncoderSource;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeLoader;
import io.medsift.sample.Sample;
import io.medsift.verdict.Decision;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rule {@code semantic} in the gate, by the encoder that ships. */
class SemanticRulesTest {
  private static final EvaluationItem ITEM =
      new EvaluationItem(
          "own",
          "nerve",
          "A patient cannot extend the wrist after a fracture of the shaft of the humerus. Which"
              + " nerve is injured?",
          List.of(),
          Optional.empty());
  private static final String PARAPHRASE =
      "Following a humeral shaft fracture, someone is unable to extend their wrist. Damage to which"
          + " nerve explains this?";

  @TempDir private static Path directory;

  /** Held so that the tests share its session. */
  private static SentenceEncoder encoder;

  @BeforeAll
  static void build() throws Exception {
    encoder = EncoderSource.shipped().open();
    new BenchmarkIndex.Builder()
        .add("own", List.of(ITEM))
        .embed(encoder, more -> {})
        .build(directory.resolve("index"));
    new BenchmarkIndex.Builder().add("own", List.of(ITEM)).build(directory.resolve("plain"));
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  private static Recipe recipe(double threshold) throws Exception {
    return RecipeLoader.read(
        Files.writeString(
            directory.resolve("recipe.yaml"),
            """
            name: by-meaning
            decontaminate: [{rule: aligned}, {rule: semantic, threshold: %s}]
            tracks: {t: {gates: [decontaminate]}}
            """
                .formatted(threshold)));
  }

  private static Sample sample(String prompt) throws Exception {
    return new SampleParser(SampleLimits.DEFAULT).parse(json(prompt));
  }

  private static byte[] json(String prompt) {
    return "{\"id\": \"1\", \"source\": \"s\", \"track\": \"t\", \"prompt\": \"%s\"}"
        .formatted(prompt)
        .getBytes(UTF_8);
  }

  @Test
  void aParaphraseThatOtherRulesMissIsRejectedWithItemAndSimilarity() throws Exception {
    DecontaminationPlan plan = DecontaminationPlan.of(directory.resolve("index"), recipe(0.7));
    try (var rules = LoadedRules.acquire(plan)) {
      LoadedRules.Finding found = rules.resource().check(sample(PARAPHRASE)).orElseThrow();
      Ruling.Reject reject = DecontaminateFunction.reject(found);
      assertThat(reject.reason()).isEqualTo(Reason.SEMANTIC_MATCH);
      LeakEvidence.SemanticMatch evidence = (LeakEvidence.SemanticMatch) reject.evidence();
      assertThat(evidence.item()).isEqualTo("nerve");
      assertThat(evidence.similarity()).isBetween(0.7, 1.0);
      assertThat(evidence.threshold()).isEqualTo(0.7);
      assertThat(evidence.nearTie()).isNull();

      assertThat(rules.resource().check(sample("Which nerve innervates the diaphragm?"))).isEmpty();
      assertThat(rules.resource().check(sample(ITEM.question())).orElseThrow().contamination())
          .isNotInstanceOf(SemanticRule.Match.class);
    }
  }

  @Test
  void aPromptAtTheThresholdPassesWithANearTieAndAReplayTakesWhatIsWritten() throws Exception {
    double similarity;
    DecontaminationPlan low = DecontaminationPlan.of(directory.resolve("index"), recipe(0.7));
    try (var rules = LoadedRules.acquire(low)) {
      SemanticRule.Match match =
          (SemanticRule.Match)
              rules.resource().check(sample(PARAPHRASE)).orElseThrow().contamination();
      similarity = match.similarity();
    }
    double above = similarity + 0.00001;
    DecontaminationPlan plan = DecontaminationPlan.of(directory.resolve("index"), recipe(above));
    LeakEvidence.SemanticMatch passed;
    try (var rules = LoadedRules.acquire(plan)) {
      assertThat(rules.resource().check(sample(PARAPHRASE))).isEmpty();
      LoadedRules.Finding miss = rules.resource().checkQuestion(sample(PARAPHRASE)).orElseThrow();
      assertThat(miss.isLeak()).isFalse();
      passed = (LeakEvidence.SemanticMatch) DecontaminateFunction.reject(miss).evidence();
      assertThat(passed.nearTie()).isTrue();
    }

    // On another processor the rounded similarity reached the threshold.
    LeakEvidence.SemanticMatch rejected =
        new LeakEvidence.SemanticMatch(
            passed.benchmark(),
            passed.item(),
            passed.itemText(),
            above,
            above,
            true,
            "prompt",
            null);
    KnownTies ties = new KnownTies(plan);
    assertThat(ties.find(PARAPHRASE)).isEmpty();
    ties.keep(RowCodec.readPublished(row(plan, passed, 7)));
    assertThat(ties.find(PARAPHRASE).orElseThrow().reached()).isFalse();
    ties.keep(RowCodec.readPublished(row(plan, rejected, 3)));
    assertThat(ties.find(PARAPHRASE).orElseThrow().reached()).isTrue();
    ties.keep(RowCodec.readPublished(row(plan, passed, 9)));
    assertThat(ties.find(PARAPHRASE).orElseThrow().reached()).isTrue();
    assertThat(ties.find("Another prompt")).isEmpty();

    KnownTies ofOtherVectors = new KnownTies(low);
    ofOtherVectors.keep(RowCodec.readPublished(row(plan, rejected, 3)));
    assertThat(ofOtherVectors.find(PARAPHRASE)).as("another threshold").isEmpty();
  }

  private static byte[] row(
      DecontaminationPlan plan, LeakEvidence.SemanticMatch evidence, long offset) {
    Verdict verdict =
        new Verdict(
            Decision.REJECTED,
            Reason.SEMANTIC_MATCH.gate(),
            Reason.SEMANTIC_MATCH,
            evidence,
            List.of(),
            new RecipeStamp("by-meaning", "0".repeat(16)),
            Map.of(
                DecontaminationPlan.BENCHMARKS,
                plan.fingerprint(),
                DecontaminationPlan.VECTORS,
                plan.vectors()),
            new Position("samples", 0, offset),
            0,
            false,
            false);
    return RowCodec.rejected(json(PARAPHRASE), verdict);
  }

  @Test
  void anIndexWithoutVectorsIsRefusedWhenTheJobIsDefined() {
    assertThatThrownBy(() -> DecontaminationPlan.of(directory.resolve("plain"), recipe(0.7)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("plain")
        .hasMessageContaining("medsift benchmarks build --semantic");
  }
}
