package io.medsift.cli.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.decontamination.index.EvaluationItem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecipeProbeShortTest {

  @Test
  void aChineseQuestionIsNotShortForItsLackOfSpaces() {
    assertThat(isShort("患者，男，45岁，胸痛3小时，最可能的诊断是什么？")).isFalse();
    assertThat(isShort("何为贫血？")).isTrue();
    assertThat(isShort("What is anaemia?")).isTrue();
    assertThat(isShort("Which of these drugs lowers the pressure in the eye?")).isFalse();
  }

  private static boolean isShort(String question) {
    return RecipeProbe.isShort(
        new EvaluationItem("set", "1", question, List.of(), Optional.empty()));
  }
}
