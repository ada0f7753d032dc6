package io.medsift.curation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.recipe.Recipe.DomainSettings;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class DomainPlanTest {
  private static final List<String> KEEP = List.of("Medical", "Biology");

  @Test
  void withoutMinimaTheLabelAloneDecides() {
    DomainPlan plan = plan(null, null);
    assertThat(reason(plan, "Medical", 0, -1)).isNull();
    assertThat(reason(plan, "Law", 1, 1)).isEqualTo(Reason.OFF_DOMAIN);
  }

  @Test
  void aKeptLabelMustReachEveryMinimum() {
    DomainPlan plan = plan(0.6, 0.3);
    assertThat(reason(plan, "Medical", 0.6, 0.3)).isNull();
    assertThat(reason(plan, "Medical", 0.5, 0.3)).isEqualTo(Reason.UNSURE_DOMAIN);
    assertThat(reason(plan, "Medical", 0.6, 0.2)).isEqualTo(Reason.UNSURE_DOMAIN);
    assertThat(reason(plan, "Law", 0.1, 0.1)).isEqualTo(Reason.OFF_DOMAIN);
  }

  @Test
  void whatTheEncoderCannotReadIsUnsureWhateverTheLabel() {
    DomainPlan plan = plan(null, null);
    for (String label : List.of("Medical", "Law")) {
      Evidence.Domain unread = plan.evidence(0, label, 1, 1, null).withUnreadable(0.9);
      assertThat(plan.reason(unread)).isEqualTo(Reason.UNSURE_DOMAIN);
      assertThat(unread.unreadable()).isEqualTo(0.9);
    }
  }

  @Test
  void theEvidenceSaysWhatTheRecipeAsksFor() {
    assertThat(plan(0.6, null).evidence(3, "Medical", 0.5, 0.2, null).minimumAgreement())
        .isEqualTo(0.6);
    assertThat(plan(0.6, null).evidence(3, "Medical", 0.5, 0.2, null).minimumSimilarity()).isNull();
  }

  private static Reason reason(DomainPlan plan, String label, double agreement, double similarity) {
    return plan.reason(plan.evidence(0, label, agreement, similarity, null));
  }

  private static DomainPlan plan(Double agreement, Double similarity) {
    return DomainPlan.of(
        "directory",
        new DomainPlan.Versions("f", "m"),
        new DomainSettings(null, KEEP, agreement, similarity),
        PromptEmbedding.ONCE);
  }
}
