package io.medsift.review.tally;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class GeneratorTallyTest {
  private final GeneratorTally tally = new GeneratorTally();

  @Test
  void countsTheResponsesOfEachModel() {
    tally.add(response("qwen", false, 100), true);
    tally.add(response("qwen", true, 500), false);
    tally.add(response("gpt", false, 10), false);

    GeneratorTally.Count qwen = tally.models().named().get("qwen");
    assertThat(qwen.responses()).isEqualTo(2);
    assertThat(qwen.accepted()).isEqualTo(1);
    assertThat(qwen.cut()).isEqualTo(1);
    assertThat(qwen.tokens()).isEqualTo(600);
    assertThat(tally.models().named().get("gpt").accepted()).isZero();
  }

  @Test
  void leavesOutWhatNoGenerationJobWrote() {
    ObjectNode sample = JsonNodeFactory.instance.objectNode().put("generator", "r1");
    tally.add(sample, true);
    tally.add(sample.putNull("generation"), true);

    assertThat(tally.models().named()).isEmpty();
  }

  @Test
  void boundsTheLengthOfTheirNames() {
    tally.add(response("m".repeat(60_000), false, 1), true);

    assertThat(tally.models().named().firstKey()).hasSize(200);
  }

  @Test
  void boundsTheModelsThatHostileSamplesName() {
    for (int i = 0; i < 1_000; i++) {
      tally.add(response("m" + i, false, 1), true);
    }
    assertThat(tally.models().named()).hasSize(50);
    assertThat(tally.models().further().orElseThrow().responses()).isEqualTo(950);
  }

  private static ObjectNode response(String model, boolean cut, long tokens) {
    ObjectNode sample = JsonNodeFactory.instance.objectNode().put("generator", model);
    sample.putObject("generation").put("truncated", cut).put("completion_tokens", tokens);
    return sample;
  }
}
