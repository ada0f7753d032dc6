package io.medsift.curation.decontaminate;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.curation.gate.Ruling;
import io.medsift.decontamination.AlignedRule;
import io.medsift.decontamination.CalibratedRule;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.recipe.DecontaminationStep.SampleField;
import io.medsift.verdict.LeakEvidence;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecontaminateFunctionTest {
  private static final EvaluationItem ITEM =
      new EvaluationItem(
          "medqa",
          "17",
          "Which nerve runs behind the medial epicondyle?",
          List.of(new EvaluationItem.Option("A", "Ulnar nerve")),
          Optional.of("A"));

  @Test
  void theEvidenceOfAContainedItemNamesTheSharedWordsAndHowManyItemsHoldThem() {
    CalibratedRule.Match match =
        new CalibratedRule.Match(ITEM, 0.9, 40, 1, "runs behind the Medial epicondyle", 3);

    assertThat(
            DecontaminateFunction.reject(new LoadedRules.Finding(match, SampleField.HISTORY, 2))
                .evidence())
        .isEqualTo(
            new LeakEvidence.Containment(
                "medqa",
                "17",
                "Which nerve runs behind the medial epicondyle?\nA. Ulnar nerve",
                0.9,
                "runs behind the Medial epicondyle",
                3,
                "history",
                2));
  }

  @Test
  void theEvidenceOfAnAlignedItemIsThePassageThatFollowsIt() {
    AlignedRule.Match match = new AlignedRule.Match(ITEM, 0.8, 40, "nerv behind the epicondyle");

    assertThat(
            DecontaminateFunction.reject(new LoadedRules.Finding(match, SampleField.PROMPT, null))
                .evidence())
        .isEqualTo(
            new LeakEvidence.Alignment(
                "medqa",
                "17",
                "Which nerve runs behind the medial epicondyle?\nA. Ulnar nerve",
                0.8,
                "nerv behind the epicondyle",
                "prompt",
                null));
  }

  @Test
  void aNearMissOfThePromptIsKeptWhereTheResponseIsRejected() {
    LeakEvidence.SemanticMatch miss =
        new LeakEvidence.SemanticMatch("medqa", "17", "x", 0.7, 0.70001, true, "prompt", null);
    AlignedRule.Match match = new AlignedRule.Match(ITEM, 0.8, 40, "nerv behind the epicondyle");
    LoadedRules.Finding response = new LoadedRules.Finding(match, SampleField.RESPONSE, null);
    Ruling.Reject alone = DecontaminateFunction.reject(response);

    assertThat(DecontaminateFunction.withResponse(new Ruling.Pass(miss), Optional.of(response)))
        .isEqualTo(new Ruling.Reject(alone.reason(), alone.evidence(), miss));
    assertThat(DecontaminateFunction.withResponse(Ruling.Pass.SILENT, Optional.of(response)))
        .isEqualTo(alone);
    assertThat(DecontaminateFunction.withResponse(alone, Optional.empty())).isEqualTo(alone);
  }
}
