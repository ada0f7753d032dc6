package io.medsift.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.verdict.PromptCounts;
import io.medsift.verdict.PromptDecision.WrongAnswer;
import io.medsift.verdict.Reason;
import org.junit.jupiter.api.Test;

class PromptTallyTest {
  private final PromptTally tally = new PromptTally();

  @Test
  void countsByOutcomeAndWrongAnswersByFrequency() {
    tally.add(ResponseOutcome.CORRECT, null);
    tally.add(ResponseOutcome.WRONG, "Aspirin");
    tally.add(ResponseOutcome.WRONG, "C");
    tally.add(ResponseOutcome.WRONG, " c ");
    tally.add(ResponseOutcome.WRONG, null);
    tally.add(ResponseOutcome.TRUNCATED, null);
    tally.add(ResponseOutcome.UNVERIFIABLE, null);
    tally.add(ResponseOutcome.NOT_VERIFIED, null);

    PromptCounts counts = tally.counts();
    assertThat(counts).isEqualTo(new PromptCounts(1, 4, 1, 1, 1));
    assertThat(counts.responses()).isEqualTo(8);
    assertThat(counts.passRate()).isEqualTo(1 / 7.0);
    assertThat(tally.wrongAnswers(10))
        .containsExactly(new WrongAnswer("C", 2), new WrongAnswer("Aspirin", 1));
    assertThat(tally.wrongAnswers(1)).containsExactly(new WrongAnswer("C", 2));
  }

  @Test
  void hasNoPassRateWhereNothingWasVerified() {
    tally.add(ResponseOutcome.NOT_VERIFIED, null);
    assertThat(tally.counts().passRate()).isNull();
  }

  @Test
  void longAnswersAreCut() {
    tally.add(ResponseOutcome.WRONG, "x".repeat(10_000));
    assertThat(tally.wrongAnswers(1).get(0).answer()).hasSize(PromptTally.ANSWER_LENGTH);
  }

  @Test
  void aGateBehindVerifyRejectsCorrectResponses() {
    assertThat(ResponseOutcome.of(null, true)).isEqualTo(ResponseOutcome.CORRECT);
    assertThat(ResponseOutcome.of(null, false)).isEqualTo(ResponseOutcome.NOT_VERIFIED);
    for (Reason reason : Reason.values()) {
      ResponseOutcome expected =
          switch (reason) {
            case SHARED_NGRAM, FUZZY_MATCH, CONTAINS_BENCHMARK_ITEM, SEMANTIC_MATCH ->
                ResponseOutcome.NOT_VERIFIED;
            case WRONG_ANSWER -> ResponseOutcome.WRONG;
            case UNVERIFIABLE_ANSWER -> ResponseOutcome.UNVERIFIABLE;
            case TRUNCATED_RESPONSE -> ResponseOutcome.TRUNCATED;
            default -> ResponseOutcome.CORRECT;
          };
      assertThat(ResponseOutcome.of(reason, true)).as(reason.name()).isEqualTo(expected);
    }
  }
}
