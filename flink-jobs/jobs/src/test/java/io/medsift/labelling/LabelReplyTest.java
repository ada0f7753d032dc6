package io.medsift.labelling;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.centroids.LabelDescriptions;
import io.medsift.llm.prompt.LabelPrompt;
import io.medsift.llm.prompt.PromptTemplate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelReplyTest {
  private static final List<String> LABELS = List.of("Medical", "Computer science", "Law");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"label\": \"Computer science\"}",
        " {\"label\":\" computer SCIENCE \", \"why\": \"code\"}\n",
        "```json\n{\"label\": \"Computer science\"}\n```",
        "<think>Law? No: {\"label\": \"Law\"}</think>\n{\"label\": \"Computer science\"}",
        "Computer science",
        "**Computer science**.",
        "\"computer science\"",
      })
  void readsALabel(String reply) {
    assertThat(LabelReply.read(reply, LABELS)).contains("Computer science");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Computer",
        "Computer science and Law",
        "It is Law",
        "{\"label\": \"Laws\"}",
        "{\"label\": [\"Law\"]}",
        "{\"label\": null}",
        "{\"labels\": \"Law\"}",
        "{\"label\": \"Law\", \"label\": \"Medical\"}",
        "{\"label\": \"Law\"} {\"label\": \"Medical\"}",
        "{\"label\": \"Law\"",
        "[\"Law\"]",
        "<think>Law</think>",
      })
  void guessesNothing(String reply) {
    assertThat(LabelReply.read(reply, LABELS)).isEqualTo(Optional.empty());
  }

  @Test
  void shippedLabelsAreThoseOfTheDescriptions() {
    assertThat(LabelSet.shipped().names())
        .isEqualTo(
            LabelDescriptions.bundled().labels().stream()
                .map(LabelDescriptions.Label::label)
                .toList());
  }

  @Test
  void aTextCannotFillTheOtherPlaceholder() {
    LabelSet labels = new LabelSet(List.of("A", "B"), "- A\n- B");
    assertThat(
            new LabelPrompt(new PromptTemplate("{labels} <{text}>"))
                .about("{labels} {text}", labels.listing()))
        .isEqualTo("- A\n- B <{labels} {text}>");
  }
}
