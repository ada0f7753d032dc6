package io.medsift.curation.prompts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.codec.SampleParser;
import io.medsift.curation.gate.Envelope;
import io.medsift.curation.gate.PromptNote;
import io.medsift.curation.gate.PromptResponse;
import io.medsift.curation.prompts.PromptGates.Candidate;
import io.medsift.curation.prompts.PromptGates.Decided;
import io.medsift.curation.state.Rank;
import io.medsift.prompts.ResponseGroup;
import io.medsift.prompts.ResponseOutcome;
import io.medsift.recipe.PassRateSettings;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.SelectSettings;
import io.medsift.recipe.SelectSettings.Order;
import io.medsift.recipe.Track;
import io.medsift.verdict.Findings;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Position;
import io.medsift.verdict.PromptDecision.Closed;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is decided of a prompt hangs on ranks, not on how its responses came together. */
class PromptGatesTest {
  private static final int RESPONSES = 12;
  private static final PromptNote NOTE = new PromptNote("key", "hash", "x", "B", 8, true);

  private static Recipe recipe(Order by) {
    return Recipe.builder(new RecipeStamp("test", "0123456789abcdef"))
        .passRate(new PassRateSettings(0.2, 0.9))
        .select(new SelectSettings(2, by))
        .tracks(Map.of("t", new Track(EnumSet.of(Gate.VERIFY, Gate.PASS_RATE, Gate.SELECT))))
        .build();
  }

  /** Every second one is correct; several are equally long, equally like others, equally good. */
  private static PromptResponse response(int index) {
    boolean correct = index % 2 == 0;
    Rank rank = new Rank(1_000 + index, index % 3, index);
    String json =
        "{\"id\":\"a%d\",\"source\":\"s\",\"track\":\"t\",\"prompt\":\"x\",\"response\":\"%s\",\"annotations\":{\"judge\":{\"score\":%d,\"model\":\"m\",\"prompt_version\":\"1\"}}}"
            .formatted(index, "one two three four five ".repeat(1 + index % 4 / 2), 7 + index % 4);
    Envelope candidate =
        correct
            ? new Envelope(
                rank,
                rank.time(),
                false,
                false,
                "a" + index,
                "t",
                "s",
                json.getBytes(UTF_8),
                Findings.NONE,
                NOTE)
            : null;
    return new PromptResponse(
        NOTE,
        rank,
        false,
        "t",
        "s",
        correct ? ResponseOutcome.CORRECT : ResponseOutcome.WRONG,
        correct ? null : "C" + index % 3,
        candidate);
  }

  /** As the operator does: the responses that have come, in rank order, and those of the group. */
  private static Decided decide(Recipe recipe, List<PromptResponse> come) throws Exception {
    List<PromptResponse> inOrder = new ArrayList<>(come);
    inOrder.sort(Comparator.comparing(PromptResponse::rank));
    ResponseGroup group =
        ResponseGroup.of(
                inOrder,
                response -> response.rank().time(),
                response -> response.note().announced(),
                10_000,
                1_000 + RESPONSES)
            .orElseThrow();
    assertThat(group).isEqualTo(new ResponseGroup(8, 1_007, Closed.COMPLETE));
    List<PromptResponse> members = inOrder.subList(0, group.members());
    SampleParser parser = new SampleParser(recipe.limits());
    List<Candidate> candidates = new ArrayList<>();
    for (PromptResponse member : members) {
      if (member.candidate() != null) {
        candidates.add(new Candidate(member, parser.parse(member.candidate().json())));
      }
    }
    return new PromptGates(
            recipe,
            response ->
                new Position("samples", response.rank().partition(), response.rank().offset()))
        .decide(group, members, candidates);
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void theOrderOfArrivalDecidesNothing(Order by) throws Exception {
    List<PromptResponse> come = new ArrayList<>();
    for (int index = 0; index < RESPONSES; index++) {
      come.add(response(index));
    }
    Decided expected = decide(recipe(by), come);
    assertThat(expected.reason()).isNull();
    assertThat(expected.decision().passRate()).isEqualTo(0.5);
    assertThat(expected.decision().kept()).hasSize(2);
    assertThat(expected.decision().wrongAnswers()).hasSize(3);
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(come, new Random(seed));
      Decided again = decide(recipe(by), come);
      assertThat(again.decision()).isEqualTo(expected.decision());
      assertThat(again.order())
          .extracting(ordered -> ordered.candidate().response().rank())
          .isEqualTo(
              expected.order().stream()
                  .map(ordered -> ordered.candidate().response().rank())
                  .toList());
    }
  }

  @Test
  void boundsHoldAtTheRateItself() throws Exception {
    List<PromptResponse> come = new ArrayList<>();
    for (int index = 0; index < 8; index++) {
      come.add(response(index));
    }
    Recipe recipe = recipe(Order.FIRST);
    Recipe exact = recipe.toBuilder().passRate(new PassRateSettings(0.5, 0.5)).build();
    assertThat(decide(exact, come).reason()).isNull();
    Recipe above = recipe.toBuilder().passRate(new PassRateSettings(0.51, 1)).build();
    assertThat(decide(above, come).reason()).isEqualTo(Reason.LOW_PASS_RATE);
    assertThat(decide(above, come).decision().kept()).isEmpty();
    Recipe below = recipe.toBuilder().passRate(new PassRateSettings(0, 0.49)).build();
    assertThat(decide(below, come).reason()).isEqualTo(Reason.HIGH_PASS_RATE);
  }
}
