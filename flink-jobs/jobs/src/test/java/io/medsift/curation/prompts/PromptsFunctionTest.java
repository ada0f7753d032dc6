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
import io.medsift.recipe.SelectSettings;
import io.medsift.recipe.SelectSettings.Order;
import io.medsift.recipe.Track;
import io.medsift.verdict.Findings;
import io.medsift.verdict.Gate;
import io.medsift.verdict.PromptDecision;
import io.medsift.verdict.RecipeStamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.junit.jupiter.api.Test;

/** What becomes of responses that wait while the recipe changes. */
class PromptsFunctionTest {
  private static final PromptNote NOTE = new PromptNote("key", "hash", "x", null, 4, false);

  private static final byte[] JSON =
      "{\"id\":\"a\",\"source\":\"s\",\"track\":\"rl\",\"prompt\":\"x\",\"response\":\"y\"}"
          .getBytes(UTF_8);

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
    Envelope candidate =
        new Envelope(rank, time, false, false, "a", "rl", "s", JSON, Findings.NONE, NOTE);
    return new PromptResponse(
        NOTE, rank, false, "rl", "s", ResponseOutcome.NOT_VERIFIED, null, candidate);
  }

  /** The first of two responses stays. */
  private static Recipe one() {
    return recipe("rl", 10).toBuilder().select(new SelectSettings(1, Order.FIRST)).build();
  }

  private static PromptResponse response(long time, int partition, boolean repeated) {
    return response("key", time, partition, repeated);
  }

  private static PromptResponse response(String key, long time, int partition, boolean repeated) {
    return response(key, time, partition, 2, repeated);
  }

  private static PromptResponse response(
      String key, long time, int partition, int announced, boolean repeated) {
    PromptNote note = new PromptNote(key, "hash", "x", null, announced, false);
    Rank rank = new Rank(time, partition, time);
    Envelope candidate =
        new Envelope(rank, time, false, repeated, "a", "rl", "s", JSON, Findings.NONE, note);
    return new PromptResponse(
        note, rank, repeated, "rl", "s", ResponseOutcome.NOT_VERIFIED, null, candidate);
  }

  /** Two groups of one prompt, the first of them with a late response. */
  private static void twoGroups(
      OperatorHarness<PromptResponse, Void, OutputRecord> decide, boolean repeated)
      throws Exception {
    for (long time : new long[] {1_000, 2_000, 3_000, 2_000_000, 2_001_000, 2_002_000}) {
      decide.left(response(time, 0, repeated));
      decide.watermark(time);
    }
  }

  private static Map<Long, String> verdicts(List<OutputRecord> rows) {
    Map<Long, String> verdicts = new TreeMap<>();
    for (OutputRecord row : rows) {
      if (row.kind() != OutputRecord.Kind.PROMPT) {
        verdicts.put(row.position().offset(), row.kind().name());
      }
    }
    return verdicts;
  }

  /** The row of a prompt that a compacted topic holds in the end. */
  private static PromptDecision last(List<OutputRecord> rows) throws Exception {
    PromptDecision last = null;
    for (OutputRecord row : rows) {
      if (row.kind() == OutputRecord.Kind.PROMPT) {
        last = RowCodec.readPromptDecision(row.value());
      }
    }
    return last;
  }

  @Test
  void aReplayOverStateDecidesAnEarlierGroupOfAPromptAsBefore() throws Exception {
    OperatorSubtaskState after;
    Map<Long, String> verdicts;
    PromptDecision decision;
    try (var decide = decide(one()).start()) {
      twoGroups(decide, false);
      List<OutputRecord> rows = decide.output();
      verdicts = verdicts(rows);
      decision = last(rows);
      after = decide.snapshot();
    }
    assertThat(verdicts)
        .containsEntry(1_000L, "ACCEPTED")
        .containsEntry(2_000L, "REJECTED")
        .containsEntry(3_000L, "REJECTED")
        .containsEntry(2_000_000L, "ACCEPTED")
        .containsEntry(2_002_000L, "REJECTED");
    assertThat(decision.late()).isEqualTo(1);
    OperatorSubtaskState again;
    try (var decide = decide(one()).restore(after)) {
      twoGroups(decide, true);
      List<OutputRecord> rows = decide.output();
      assertThat(verdicts(rows)).isEqualTo(verdicts);
      assertThat(last(rows)).isEqualTo(decision);
      again = decide.snapshot();
    }
    try (var decide = decide(one()).restore(again)) {
      twoGroups(decide, true);
      List<OutputRecord> rows = decide.output();
      assertThat(verdicts(rows)).isEqualTo(verdicts);
      assertThat(last(rows)).isEqualTo(decision);
    }
  }

  @Test
  void theOrderOfArrivalDecidesNeitherTheGroupNorWhenItIsDecided() throws Exception {
    List<PromptResponse> responses = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      responses.add(response(1_000 + 700L * i, i % 3, false));
    }
    for (int seed = 0; seed < 8; seed++) {
      Collections.shuffle(responses, new Random(seed));
      try (var decide = decide(one()).start()) {
        for (PromptResponse each : responses) {
          decide.left(each);
        }
        decide.watermark(1_699);
        assertThat(decide.output()).isEmpty();
        decide.watermark(1_700);
        List<OutputRecord> rows = new ArrayList<>(decide.output());
        PromptDecision decision = last(rows);
        assertThat(decision.timestamp()).isEqualTo(1_700);
        assertThat(decision.kept().get(0).position().offset()).isEqualTo(1_000);
        decide.watermark(9_000);
        rows.addAll(decide.output());
        assertThat(last(rows).late()).isEqualTo(3);
        assertThat(verdicts(rows).values())
            .containsExactly("ACCEPTED", "REJECTED", "REJECTED", "REJECTED", "REJECTED");
      }
    }
  }

  @Test
  void nothingIsKeptOfPromptsThatAreRememberedNoLonger() throws Exception {
    try (var decide = decide(one()).start()) {
      for (int prompt = 0; prompt < 300; prompt++) {
        decide.left(response("key" + prompt, 1_000 + prompt, 0, false));
        decide.left(response("key" + prompt, 1_000 + prompt, 1, false));
      }
      decide.watermark(2_000);
      assertThat(verdicts(decide.output())).hasSize(300);
      assertThat(decide.keys("decided")).isEqualTo(300);
      decide.watermark(1_002_000);
      assertThat(decide.output()).isEmpty();
      for (String state : List.of("held", "open", "decided")) {
        assertThat(decide.keys(state)).as(state).isZero();
      }
    }
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

  @Test
  void aPromptIsDecidedAtTheTimeOfItsLastResponseWhicheverAnnouncesHowManyThereAre()
      throws Exception {
    try (var decide = decide(one()).start()) {
      decide.left(response("key", 2_000, 0, 0, false));
      decide.left(response("key", 3_000, 0, 0, false));
      decide.left(response("key", 1_000, 0, 2, false));
      decide.left(response("key", 2_500, 0, 0, false));
      decide.watermark(1_999);
      assertThat(decide.output()).isEmpty();
      decide.watermark(2_000);
      assertThat(last(decide.output()).timestamp()).isEqualTo(2_000);
    }
  }

  @Test
  void furtherResponsesToAFullPromptLeaveItsEndOrMakeItEarlier() throws Exception {
    try (var decide = decide(one()).start()) {
      decide.left(response("key", 2_000, 0, 2, false));
      decide.left(response("key", 4_000, 0, 2, false));
      for (long time = 5_000; time < 6_000; time++) {
        decide.left(response("key", time, 0, 2, false));
      }
      decide.left(response("key", 3_000, 0, 2, false));
      decide.watermark(2_999);
      assertThat(decide.output()).isEmpty();
      decide.watermark(3_000);
      PromptDecision decision = last(decide.output());
      assertThat(decision.timestamp()).isEqualTo(3_000);
      assertThat(decision.counts().responses()).isEqualTo(2);
    }
  }
}
