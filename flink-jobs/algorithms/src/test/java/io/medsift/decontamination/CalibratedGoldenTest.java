package io.medsift.decontamination;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.SharedData;
import io.medsift.decontamination.index.EvaluationItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the calibrated rule must find on real sets, and what it must leave alone. In percent. */
class CalibratedGoldenTest {
  private static final int ITEMS_OF_EACH_SET = 50;
  private static final int PROMPTS_OF_EACH_SOURCE = 400;

  private static CalibrationData data;
  private static DecontaminationRule rule;

  @BeforeAll
  static void load() {
    SharedData.find().ifPresent(CalibratedGoldenTest::load);
  }

  private static void load(SharedData shared) {
    data = new CalibrationData(shared);
    rule = CalibratedRule.Settings.DEFAULT.on(data.index());
  }

  @BeforeEach
  void requireData() {
    SharedData.required();
  }

  @ParameterizedTest
  @CsvSource({
    "VERBATIM, 99.5",
    "OPTIONS, 99.5",
    "UPPER_CASE, 99.5",
    "EXTRA_SPACES, 99.5",
    "INSTRUCTION, 99.5",
    "PREFIXED, 93",
    "EMBEDDED, 93",
    "EMBEDDED_OPTIONS, 98",
    "TRUNCATED_70, 80",
    "TRUNCATED_50, 54",
  })
  void findsPlantedLeaks(LeakKind kind, double atLeast) {
    assertThat(DecontaminationCalibration.shareFlagged(rule, planted(kind)))
        .isGreaterThanOrEqualTo(atLeast);
  }

  @Test
  void findsQuestionsThatOthersReused() {
    for (Map.Entry<String, List<String>> source :
        data.realLeaks(PROMPTS_OF_EACH_SOURCE).entrySet()) {
      assertThat(DecontaminationCalibration.shareFlagged(rule, source.getValue()))
          .as(source.getKey())
          .isGreaterThanOrEqualTo(99.5);
    }
    assertThat(DecontaminationCalibration.shareFlagged(rule, data.golden(true)))
        .isGreaterThanOrEqualTo(98);
  }

  @Test
  void leavesCleanPromptsAlone() {
    for (Map.Entry<String, List<String>> source : data.clean(PROMPTS_OF_EACH_SOURCE).entrySet()) {
      assertThat(DecontaminationCalibration.shareFlagged(rule, source.getValue()))
          .as(source.getKey())
          .isLessThanOrEqualTo(0.3);
    }
    assertThat(DecontaminationCalibration.shareFlagged(rule, data.golden(false)))
        .isLessThanOrEqualTo(0.2);
  }

  @Test
  void leavesVignettesOfAnotherBenchmarkAlone() {
    DecontaminationRule others = CalibratedRule.Settings.DEFAULT.on(data.indexWithoutVignettes());
    assertThat(DecontaminationCalibration.shareFlagged(others, data.vignettes()))
        .isLessThanOrEqualTo(0.5);
  }

  /** MedQA is one exam in one style, and its items are no copies of each other. */
  @Test
  void leavesOneHalfOfAnExamAloneAgainstTheOther() {
    DecontaminationRule half = CalibratedRule.Settings.DEFAULT.on(data.indexOfHalf());
    Map<String, List<String>> other = data.otherHalf();
    assertThat(DecontaminationCalibration.shareFlagged(half, other.get("medqa_test_4opt")))
        .isLessThanOrEqualTo(0.5);
    assertThat(DecontaminationCalibration.shareFlagged(half, other.get("pubmedqa_pqal")))
        .isLessThanOrEqualTo(0.5);
    assertThat(DecontaminationCalibration.shareFlagged(half, other.get("bioasq_7b_11b")))
        .isLessThanOrEqualTo(1.5);
  }

  @ParameterizedTest
  @EnumSource(names = {"VERBATIM", "OPTIONS"})
  void namesTheItemThatWasPlanted(LeakKind kind) {
    int right = 0;
    int all = 0;
    for (List<EvaluationItem> items : data.itemsToPlant(ITEMS_OF_EACH_SET).values()) {
      for (EvaluationItem item : items) {
        CalibratedRule.Match match =
            (CalibratedRule.Match) rule.check(kind.plant(item, "", "")).orElseThrow();
        all++;
        // The same question may stand in several sets.
        if (match.item().id().equals(item.id()) || match.score() == 1) {
          right++;
        }
      }
    }
    assertThat(100.0 * right / all).isGreaterThanOrEqualTo(99.5);
  }

  private static List<String> planted(LeakKind kind) {
    List<String> english = data.surroundings(false);
    List<String> chinese = data.surroundings(true);
    List<String> prompts = new ArrayList<>();
    for (List<EvaluationItem> items : data.itemsToPlant(ITEMS_OF_EACH_SET).values()) {
      for (int i = 0; i < items.size(); i++) {
        List<String> around = LeakKind.isChinese(items.get(i).question()) ? chinese : english;
        prompts.add(kind.plant(items.get(i), around.get(2 * i), around.get(2 * i + 1)));
      }
    }
    return prompts;
  }
}
