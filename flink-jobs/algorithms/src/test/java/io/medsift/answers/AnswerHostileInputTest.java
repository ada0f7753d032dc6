package io.medsift.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Responses made to be slow, or to be misread. */
class AnswerHostileInputTest {
  private static final Map<String, String> OPTIONS =
      Map.of("A", "Aspirin", "B", "Warfarin", "C", "Metformin", "D", "Insulin");
  private static final int FIVE_MEGABYTES = 5_000_000;

  private final AnswerVerifier verifier = new AnswerVerifier();

  static Stream<String> hostileResponses() {
    return Stream.of(
            "\\boxed{",
            "\\boxed{C}",
            "\\boxed{C",
            "\\boxed",
            "{",
            "}",
            "\\",
            "*",
            "**",
            "**C**",
            "(",
            "answer ",
            "answer is ",
            "the answer is C. ",
            "answer\n",
            "\"answer\": ",
            "\"answer\": \"",
            "\nQuestion: answer is C ",
            "(C) is the correct ",
            "the most correct ",
            "A, ",
            "A and ",
            "答案",
            "答案是",
            "选",
            "<think></think>",
            "<answer>",
            "1,",
            "\\frac{1}",
            "C\n",
            " ",
            "\n",
            "a",
            ".",
            ". ",
            "if ",
            "\\text{",
            "C. ",
            "(C",
            "'",
            "answer to ")
        .map(piece -> piece.repeat(FIVE_MEGABYTES / piece.length()));
  }

  @ParameterizedTest
  @MethodSource("hostileResponses")
  void takesWellUnderASecond(String response) {
    for (String gold : new String[] {"C", "12.5", "yes", "Aspirin"}) {
      assertTimeoutPreemptively(
          Duration.ofMillis(800),
          () -> {
            verifier.check(response, OPTIONS, new Reference(ReferenceKind.TEXT, gold));
            verifier.check(response, Map.of(), new Reference(ReferenceKind.TEXT, gold));
          },
          () -> response.substring(0, 20));
    }
  }

  @Test
  void deepNestingIsReadFromItsInnermostBox() {
    assertThat(nested(3_000).outcome()).isEqualTo(AnswerOutcome.CORRECT);
  }

  @Test
  void boxThatEndsBeforeTheTailIsNotRead() {
    assertThat(nested(100_000).outcome()).isEqualTo(AnswerOutcome.UNVERIFIABLE);
  }

  private AnswerCheck nested(int depth) {
    String response = "\\boxed{".repeat(depth) + "C" + "}".repeat(depth);
    return verifier.check(response, OPTIONS, new Reference(ReferenceKind.LETTER, "C"));
  }

  @Test
  void aLetterAndACarriageReturnAreNoStatement() {
    AnswerCheck check =
        new AnswerVerifier().check("A\rX", OPTIONS, new Reference(ReferenceKind.LETTER, "A"));
    assertThat(check.outcome()).isEqualTo(AnswerOutcome.UNVERIFIABLE);
  }

  @Test
  void hugeReasoningBeforeTheAnswerDoesNotMatter() {
    String response =
        "<think>" + "the answer is A. ".repeat(300_000) + "</think>" + "The answer is C.";
    AnswerCheck check = verifier.check(response, OPTIONS, new Reference(ReferenceKind.LETTER, "C"));

    assertThat(check.outcome()).isEqualTo(AnswerOutcome.CORRECT);
  }

  @Test
  void neverThrowsOnRandomPieces() {
    String[] pieces = {
      "\\boxed{",
      "}",
      "C",
      "A",
      "(",
      ")",
      "**",
      "answer",
      " is ",
      ":",
      "\n",
      "答案",
      "选",
      "是",
      "\"",
      "answer_choice",
      "'",
      "\\text{",
      "\\",
      " ",
      ".",
      "Metformin",
      "12.5",
      "%",
      "/",
      "not",
      "if ",
      "</think>",
      "<think>",
      "<answer>",
      "Ｃ",
      "\uD83D",
      "yes",
      "option",
      " and ",
      ","
    };
    Random random = new Random(0x5EEDL);
    for (int round = 0; round < 60_000; round++) {
      StringBuilder response = new StringBuilder();
      int length = random.nextInt(14);
      for (int i = 0; i < length; i++) {
        response.append(pieces[random.nextInt(pieces.length)]);
      }
      for (ReferenceKind kind : ReferenceKind.values()) {
        String gold = pieces[random.nextInt(pieces.length)];
        AnswerCheck check =
            verifier.check(
                response.toString(),
                random.nextBoolean() ? OPTIONS : Map.of(),
                new Reference(kind, gold));
        assertThat(check.outcome()).isNotNull();
        if (check.span() != null) {
          assertThat(response.toString()).contains(check.span());
        }
      }
    }
  }
}
