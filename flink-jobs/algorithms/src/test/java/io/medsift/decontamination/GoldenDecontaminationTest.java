package io.medsift.decontamination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.SharedData;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The two literal rules against the verdicts of open-r1's n-gram check and rapidfuzz 3. */
class GoldenDecontaminationTest {
  private static final int HITS_LISTED = 50;

  private static List<JsonNode> rows;
  private static BenchmarkIndex index;

  @BeforeAll
  static void load() {
    SharedData.find().ifPresent(GoldenDecontaminationTest::load);
  }

  private static void load(SharedData data) {
    rows = data.rows("golden/decontamination");
    index = new BenchmarkIndex.Builder().add("evals", data.file("golden/evals")).build();
  }

  @BeforeEach
  void requireData() {
    SharedData.required();
  }

  @Test
  void sharedNgramEqualsOpenR1() {
    AnySharedNgramRule rule = new AnySharedNgramRule(index, 8, false);
    for (JsonNode row : rows) {
      String prompt = row.get("prompt").asText();
      Optional<DecontaminationRule.Contamination> found = rule.check(prompt);
      List<String> sharing = rule.itemsSharing(prompt).stream().map(EvaluationItem::id).toList();
      List<String> expected = hits(row);

      assertThat(found.isPresent()).as(prompt).isEqualTo(row.get("ngram8").asBoolean());
      if (expected.size() < HITS_LISTED) {
        assertThat(sharing).as(prompt).containsExactlyInAnyOrderElementsOf(expected);
      } else {
        assertThat(sharing).as(prompt).containsAll(expected);
      }
      found.ifPresent(match -> assertThat(sharing).contains(match.item().id()));
    }
  }

  /** All that lie near the threshold, and one in ten of the others. */
  @Test
  void fuzzyEqualsRapidfuzz() {
    List<JsonNode> chosen = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      double ratio = rows.get(i).get("best_ratio").asDouble();
      if (i % 10 == 0 || (ratio > 70 && ratio < 90)) {
        chosen.add(rows.get(i));
      }
    }
    assertThat(chosen).hasSizeGreaterThan(rows.size() / 10 + 40);
    assertFuzzyEqualsRapidfuzz(chosen);
  }

  @Tag("long")
  @Test
  void fuzzyEqualsRapidfuzzOnAllRows() {
    assertFuzzyEqualsRapidfuzz(rows);
  }

  private static void assertFuzzyEqualsRapidfuzz(List<JsonNode> rows) {
    FuzzyRule rule = new FuzzyRule(index, 80);
    FuzzyRule any = new FuzzyRule(index, 1);
    for (JsonNode row : rows) {
      String prompt = row.get("prompt").asText();
      double expected = row.get("best_ratio").asDouble();
      Optional<DecontaminationRule.Contamination> found = rule.check(prompt);
      FuzzyRule.Match best = (FuzzyRule.Match) any.check(prompt).orElseThrow();

      assertThat(found.isPresent()).as(prompt).isEqualTo(row.get("fuzzy80").asBoolean());
      assertThat(best.ratio()).as(prompt).isCloseTo(expected, within(1e-6));
      found.ifPresent(match -> assertThat(match).isEqualTo(best));
      if (!best.item().id().equals(row.get("best_id").asText())) {
        assertThat(ratioTo(prompt, row.get("best_id").asText()))
            .as(prompt)
            .isCloseTo(expected, within(1e-6));
      }
    }
  }

  private static List<String> hits(JsonNode row) {
    List<String> hits = new ArrayList<>();
    row.get("ngram8_hits").forEach(hit -> hits.add(hit.asText()));
    return hits;
  }

  private static double ratioTo(String prompt, String id) {
    EvaluationItem item =
        index.items().stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow();
    return 200.0
        * BruteForce.lcs(prompt, item.question())
        / (prompt.codePoints().count() + item.question().codePoints().count());
  }
}
