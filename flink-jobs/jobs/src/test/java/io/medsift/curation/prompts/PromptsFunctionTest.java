package io.medsift.curation.prompts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.codec.RowCodec;
import io.medsift.curation.OperatorHarness;
import io.medsift.curation.OperatorHarness.Subtask;
import io.medsift.curation.gate.Envelope;
import io.medsift.curation.gate.OutputRecord;
import io.medsift.curation.gate.PromptNote;
import io.medsift.curation.gate.PromptResponse;
import io.medsift.curation.gate.VerdictWriter;
import io.medsift.curation.state.Rank;
import io.medsift.prompts.ResponseOutcome;
import io.medsift.recipe.PromptSettings;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Track;
import io.medsift.verdict.Findings;
import io.medsift.verdict.Gate;
import io.medsift.verdict.PromptDecision;
import io.medsift.verdict.RecipeStamp;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.junit.jupiter.api.Test;

/** What becomes of responses that wait while the recipe changes. */
class PromptsFunctionTest {
  private static final PromptNote NOTE = new PromptNote("key", "hash", "x", null, 4, false);

  private static Recipe recipe(String track, long waitSeconds) {
    return Recipe.builder(new RecipeStamp("test", "0123456789abcdef"))
        .prompts(new PromptSettings(null, waitSeconds, 1_000))
        .tracks(Map.of(track, new Track(Set.of(Gate.SELECT))))
        .build();
  }

  private static OperatorHarness<PromptResponse, Void, OutputRecord> decide(Recipe recipe)
      throws Exception {
    return OperatorHarness.keyed(
        new KeyedProcessOperator<>(
            new PromptsFunction(recipe, new VerdictWriter("samples", recipe, Map.of()))),
        PromptResponse::key,
        Types.STRING,
        Subtask.ONLY);
  }

  private static PromptResponse response(long time) {
    Rank rank = new Rank(time, 0, time);
    byte[] json =
        "{\"id\":\"a\",\"source\":\"s\",\"track\":\"rl\",\"prompt\":\"x\",\"response\":\"y\"}"
            .getBytes(UTF_8);
    Envelope candidate =
        new Envelope(rank, time, false, false, "a", "rl", "s", json, Findings.NONE, NOTE);
    return new PromptResponse(
        NOTE, rank, false, "rl", "s", ResponseOutcome.NOT_VERIFIED, null, candidate);
  }

  private static OperatorSubtaskState waiting(long waitSeconds) throws Exception {
    try (var decide = decide(recipe("rl", waitSeconds)).start()) {
      decide.left(response(1_000));
      return decide.snapshot();
    }
  }

  @Test
  void aLongerWaitHoldsForPromptsThatAreOpen() throws Exception {
    try (var decide = decide(recipe("rl", 100)).restore(waiting(10))) {
      decide.watermark(11_000);
      decide.watermark(100_999);
      assertThat(decide.output()).isEmpty();
      decide.watermark(101_000);
      assertThat(decide.output())
          .extracting(OutputRecord::kind)
          .containsExactly(OutputRecord.Kind.ACCEPTED, OutputRecord.Kind.PROMPT);
    }
  }

  @Test
  void responsesOfATrackThatTheRecipeHasNoMoreAreDecidedWithoutGates() throws Exception {
    try (var decide = decide(recipe("other", 10)).restore(waiting(10))) {
      decide.watermark(11_000);
      List<OutputRecord> rows = decide.output();
      assertThat(rows)
          .extracting(OutputRecord::kind)
          .containsExactly(OutputRecord.Kind.ACCEPTED, OutputRecord.Kind.PROMPT);
      PromptDecision decision = RowCodec.readPromptDecision(rows.get(1).value());
      assertThat(decision.track()).isEqualTo("rl");
      assertThat(decision.kept()).hasSize(1);
    }
  }
}
