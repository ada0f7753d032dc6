package io.medsift.answers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kinds of answers that other tools are known to misread, one file each. A line has the options of
 * the question, its reference ({@code t:} where it is a text), the first letters of the outcomes
 * that are right, and the response, in which {@code \n} ends a line.
 */
class AnswerKindsTest {
  private static final List<String> KINDS =
      List.of(
          "later-mention",
          "zh-negated-choice",
          "several-options",
          "gold-separators",
          "closing-refusal",
          "next-turn",
          "slash-values",
          "mixed-numbers",
          "magnitude-words",
          "solution-numbers",
          "number-words",
          "stated-results",
          "bare-conclusions",
          "no-space-label",
          "answer-first",
          "end-tokens",
          "box-beside-answer",
          "plain-forms",
          "marks-around",
          "unicode-forms",
          "labelled-options");

  private static final Map<String, Map<String, String>> OPTIONS =
      Map.of(
          "en",
          Map.of("A", "Metformin", "B", "Insulin glargine", "C", "Glipizide", "D", "Sitagliptin"),
          "zh",
          Map.of("A", "二甲双胍", "B", "胰岛素", "C", "格列吡嗪", "D", "西格列汀"),
          "eponyms",
          Map.of("A", "M\u00E9ni\u00E8re's disease", "B", "Sj\u00F6gren syndrome"),
          "labelled",
          Map.of(
              "A",
              "A. Metformin",
              "B",
              "B. Insulin glargine",
              "C",
              "C. Glipizide",
              "D",
              "D. Sitagliptin"),
          "bracketed",
          Map.of("A", "(A) Metformin", "B", "(B) Insulin", "C", "(C) Glipizide"),
          "initials",
          Map.of("A", "S. aureus", "B", "E. coli", "C", "C. difficile"),
          "hepatitis",
          Map.of("A", "Hepatitis A", "B", "Hepatitis C", "C", "Hepatitis B", "D", "Measles"),
          "no",
          Map.of());

  private final AnswerVerifier verifier = new AnswerVerifier();

  static Stream<Arguments> cases() {
    return KINDS.stream().flatMap(kind -> lines(kind).map(line -> Arguments.of(kind, line)));
  }

  private static Stream<String> lines(String kind) {
    try (InputStream file =
        Objects.requireNonNull(
            AnswerKindsTest.class.getResourceAsStream("kinds/" + kind + ".txt"), kind)) {
      return new String(file.readAllBytes(), UTF_8).lines().toList().stream();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  void isReadAsItIsMeant(String kind, String line) {
    String[] parts = line.split(" \\|\\| ", 4);
    boolean text = parts[1].startsWith("t:");
    Reference reference =
        new Reference(
            text ? ReferenceKind.TEXT : ReferenceKind.LETTER,
            text ? parts[1].substring(2) : parts[1]);

    AnswerCheck check =
        verifier.check(parts[3].replace("\\n", "\n"), OPTIONS.get(parts[0]), reference);

    assertThat(parts[2].split("\\|"))
        .as(check.toString())
        .contains(check.outcome().name().substring(0, 1));
  }
}
