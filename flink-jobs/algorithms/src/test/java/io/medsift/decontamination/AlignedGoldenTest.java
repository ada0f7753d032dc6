package io.medsift.decontamination;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.SharedData;
import io.medsift.decontamination.probe.Disturbance;
import io.medsift.decontamination.probe.LookAlike;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the rule to what it must find of changed items on real sets. In percent. */
class AlignedGoldenTest {
  private static final int ITEMS_OF_EACH_SET = 40;
  private static final int PROMPTS_OF_EACH_SOURCE = 200;

  private static CalibrationData data;
  private static DisturbedLeaks leaks;
  private static DecontaminationRule rule;

  @BeforeAll
  static void load() {
    SharedData.find()
        .ifPresent(
            shared -> {
              data = new CalibrationData(shared);
              leaks = new DisturbedLeaks(data, ITEMS_OF_EACH_SET);
              rule = AlignedRule.Settings.DEFAULT.on(data.index());
            });
  }

  @BeforeEach
  void requireData() {
    SharedData.required();
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, 99.5, 99.5",
    "REORDERED_OPTIONS, 99.5, 99.5",
    "SURROUNDED, 99.5, 99.5",
    "SHUFFLED_SENTENCES, 98, 95",
    "CHAT, 99.5, 99.5",
    "TYPOS_2, 98.5, 97",
    "TYPOS_5, 97.5, 95",
    "DROPPED_WORDS, 96, 90",
    "REPLACED_WORDS, 98, 97",
    "REPLACED_WORDS_AND_NUMBERS, 97, 95",
    "FIRST_HALF, 98, 95",
    "LAST_HALF, 95, 90",
    "NUMBERED_OPTIONS, 99.5, 99.5",
    "BOLD_OPTIONS, 99.5, 99.5",
    "BULLETS, 99.5, 99.5",
  })
  void findsItemsThatWereChanged(Disturbance kind, double inEnglish, double inChinese) {
    assertThat(flagged(leaks.of(kind, DisturbedLeaks.Group.ENGLISH)))
        .isGreaterThanOrEqualTo(inEnglish);
    assertThat(flagged(leaks.of(kind, DisturbedLeaks.Group.CHINESE)))
        .isGreaterThanOrEqualTo(inChinese);
  }

  /** Of which a name is nearly all: the same in other words, or another question about it. */
  @ParameterizedTest
  @CsvSource({"NONE, 99", "TYPOS_2, 85", "TYPOS_5, 60", "REPLACED_WORDS, 60"})
  void findsShortQuestionsThatWereChanged(Disturbance kind, double atLeast) {
    assertThat(flagged(leaks.of(kind, DisturbedLeaks.Group.SHORT))).isGreaterThanOrEqualTo(atLeast);
  }

  @ParameterizedTest
  @CsvSource({"OTHER_CASE, 1", "OTHER_QUESTION, 1.5"})
  void leavesLookAlikesAlone(LookAlike kind, double atMost) {
    assertThat(flagged(leaks.lookAlikes(kind, 200))).isLessThanOrEqualTo(atMost);
  }

  @Test
  void leavesStrangersAlone() {
    data.clean(PROMPTS_OF_EACH_SOURCE)
        .forEach(
            (source, prompts) -> assertThat(flagged(prompts)).as(source).isLessThanOrEqualTo(0.5));
    assertThat(flagged(data.golden(false))).isLessThanOrEqualTo(0.3);
  }

  /** Three of them are questions of MedQA in other words. */
  @Test
  void leavesVignettesOfAnotherSetAlone() {
    rule = AlignedRule.Settings.DEFAULT.on(data.indexWithoutVignettes());
    try {
      assertThat(flagged(data.vignettes())).isLessThanOrEqualTo(1.3);
    } finally {
      rule = AlignedRule.Settings.DEFAULT.on(data.index());
    }
  }

  private static double flagged(List<String> prompts) {
    return DecontaminationCalibration.shareFlagged(rule, prompts);
  }
}
