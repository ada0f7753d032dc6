package io.medsift.llm.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.sample.Annotations;
import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import io.medsift.sample.Sample;
import io.medsift.sample.Turn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GenerationPromptsTest {
  private final GenerationPrompts form = GenerationPrompts.shipped();

  @Test
  void listsOptionsAndAsksForTheLetterInABox() {
    String asked = asked("Which nerve?", ReferenceKind.LETTER, "B");

    assertThat(asked).startsWith("Which nerve?\n\nA. Ulnar\nB. Median\n\n").contains("\\boxed{");
  }

  @Test
  void listsNoOptionsTwice() {
    String prompt = "Which nerve?\nA) Ulnar\n(B) median";

    assertThat(asked(prompt, ReferenceKind.LETTER, "B")).startsWith(prompt + "\n\nThink");
  }

  @Test
  void listsOptionsThatTheQuestionOnlyMentions() {
    assertThat(asked("Ulnar or Median?", ReferenceKind.LETTER, "B"))
        .startsWith("Ulnar or Median?\n\nA. Ulnar");
  }

  @Test
  void asksForABoxOnce() {
    String prompt = "Which nerve? Put it within \\boxed{}.";

    assertThat(asked(prompt, ReferenceKind.LETTER, "B"))
        .isEqualTo(prompt + "\n\nA. Ulnar\nB. Median");
  }

  @Test
  void asksForFreeTextWithoutABox() {
    assertThat(asked("Why?", ReferenceKind.LONG, "x")).doesNotContain("boxed");
    assertThat(asked("Why?", ReferenceKind.TEXT, "x")).contains("boxed");
    assertThat(asked("Why?", ReferenceKind.NONE, null)).isEqualTo("Why?\n\nA. Ulnar\nB. Median");
  }

  @Test
  void keepsWhatLooksLikeAPlaceholder() {
    assertThat(asked("What is {question}?", ReferenceKind.TEXT, "x"))
        .startsWith("What is {question}?");
  }

  @Test
  void putsSystemAndHistoryBeforeTheQuestion() {
    Sample sample =
        sample(
            "And then?",
            List.of(new Turn("user", "Hello"), new Turn("assistant", "Hi")),
            "Be brief.",
            Map.of(),
            null);

    assertThat(form.turns(sample))
        .containsExactly(
            new Turn("system", "Be brief."),
            new Turn("user", "Hello"),
            new Turn("assistant", "Hi"),
            new Turn("user", "And then?"));
  }

  @Test
  void namesItsVersionAndItsWords() {
    assertThat(form.fingerprint()).matches("v1-[0-9a-f]{12}");
    assertThat(form.fingerprint()).isEqualTo(GenerationPrompts.shipped().fingerprint());
  }

  private String asked(String prompt, ReferenceKind kind, String value) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("A", "Ulnar");
    options.put("B", "Median");
    List<Turn> turns =
        form.turns(sample(prompt, List.of(), null, options, new Reference(kind, value)));
    return turns.get(0).content();
  }

  private static Sample sample(
      String prompt,
      List<Turn> history,
      String system,
      Map<String, String> options,
      Reference reference) {
    return new Sample(
        "id",
        "test",
        null,
        "synthetic_qa",
        prompt,
        history,
        system,
        options,
        reference,
        null,
        null,
        null,
        null,
        null,
        null,
        Annotations.EMPTY,
        null);
  }
}
