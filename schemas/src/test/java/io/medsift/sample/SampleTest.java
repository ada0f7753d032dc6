package io.medsift.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleTest {

  @Test
  void completionIsTheSameWhereverTheTraceIsKept() {
    Sample apart = sample("First the pulse.", "It is \\boxed{B}.");
    Sample inside = sample(null, "<think>First the pulse.</think>It is \\boxed{B}.");

    assertThat(words(inside.completion())).isEqualTo(words(apart.completion()));
    assertThat(words(apart.completion())).isEqualTo("First the pulse. It is \\boxed{B}.");
  }

  @Test
  void aSampleWithoutResponseHasNoCompletion() {
    assertThat(sample("a trace", null).completion()).isNull();
  }

  private static String words(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private static Sample sample(String reasoning, String response) {
    return new Sample(
        "id",
        "source",
        null,
        "rl",
        "prompt",
        List.of(),
        null,
        Map.of(),
        null,
        reasoning,
        response,
        null,
        null,
        null,
        null,
        Annotations.EMPTY,
        null);
  }
}
