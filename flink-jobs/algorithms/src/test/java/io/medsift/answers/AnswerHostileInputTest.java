package io.medsift.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.medsift.Growth;
import io.medsift.answers.response.FinalText;
import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Responses made to be slow, or to be misread. */
class AnswerHostileInputTest {
  private static final Map<String, String> OPTIONS =
      Map.of("A", "Aspirin", "B", "Warfarin", "C", "Metformin", "D", "Insulin");
  private static final int TAIL = FinalText.TAIL / 2;
  private static final int MEGABYTE = 1 << 20;

  private final AnswerVerifier verifier = new AnswerVerifier();

  static Stream<String> hostilePieces() {
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
        "answer to ",
        "The answer is C. D is also correct but ",
        " and so is C",
        "la respuesta es C y ",
        "respuesta ",
        "</s>",
        "<|x|>",
        "</x>",
        "[|",
        "12, ",
        "either ",
        "- C\n",
        "|answer");
  }

  @ParameterizedTest
  @MethodSource("hostilePieces")
  void takesTimeThatGrowsWithTheLengthOfTheAnswer(String piece) {
    for (String gold : new String[] {"C", "12.5"}) {
      Growth.requireLinear(
          "checking an answer of <" + piece + ">",
          repeated(piece, TAIL / Growth.FACTOR),
          repeated(piece, TAIL),
          response -> {
            verifier.check(response, OPTIONS, new Reference(ReferenceKind.TEXT, gold));
            verifier.check(response, Map.of(), new Reference(ReferenceKind.TEXT, gold));
          });
    }
  }

  /** What comes before the end of a response is only looked at to find where that begins. */
  @ParameterizedTest
  @MethodSource("hostilePieces")
  void findsTheEndOfAResponseInTimeThatGrowsWithItsLength(String piece) {
    Growth.requireLinear(
        "finding the end of a response of <" + piece + ">",
        repeated(piece, MEGABYTE / Growth.FACTOR),
        repeated(piece, MEGABYTE),
        response -> {
          var unused = FinalText.of(response);
        });
    assertThat(FinalText.of(repeated(piece, MEGABYTE)).text())
        .hasSizeLessThanOrEqualTo(FinalText.TAIL);
  }

  /** A record may bring any number of options, and a reference of any length. */
  @ParameterizedTest
  @MethodSource("hostileQuestions")
  void takesTimeThatGrowsWithTheQuestion(String what, IntFunction<Question> question) {
    int size = 1 << 15;
    Growth.requireLinear(
        "checking " + what,
        question.apply(size / Growth.FACTOR),
        question.apply(size),
        each -> verifier.check(each.response, each.options, each.reference));
  }

  private record Question(String response, Map<String, String> options, Reference reference) {}

  static Stream<Arguments> hostileQuestions() {
    return Stream.of(
        arguments(
            "a reference of many parts beside many options",
            (IntFunction<Question>)
                size -> {
                  Map<String, String> options = new LinkedHashMap<>();
                  for (int i = 0; i < size / 64; i++) {
                    options.put(padded(i), "option " + i);
                  }
                  return question("C", options, "option 7 And ".repeat(size / 16) + "option 7");
                }),
        arguments(
            "a reference of many parts that two options have in other letter case",
            (IntFunction<Question>)
                size ->
                    question(
                        "C",
                        Map.of("A", "aB", "B", "Ab", "C", "x".repeat(size)),
                        "aB And ".repeat(size / 8) + "aB")),
        arguments(
            "a reference of capital sigmas",
            (IntFunction<Question>)
                size -> question("C", Map.of("A", "a", "B", "b"), "\u03a3".repeat(size))),
        arguments(
            "an answer of capital sigmas",
            (IntFunction<Question>)
                size ->
                    question(
                        "The answer is C: " + "\u03a3".repeat(Math.min(size, TAIL)),
                        OPTIONS,
                        "Metformin")),
        arguments(
            "an option that is searched for a word like it",
            (IntFunction<Question>)
                size ->
                    question(
                        "The answer is A. " + "a".repeat(Math.min(size / 2, TAIL)) + "b",
                        Map.of("A", "a".repeat(4 * size), "B", "b"),
                        "b")),
        arguments(
            "a closing sentence that many options stand in",
            (IntFunction<Question>)
                size -> {
                  Map<String, String> options = new LinkedHashMap<>();
                  for (int i = 0; i < 26; i++) {
                    String letter = String.valueOf((char) ('A' + i));
                    options.put(letter, "(".repeat(size / 2 - i) + "x" + "(".repeat(i));
                  }
                  return question("Thus x" + "(".repeat(Math.min(size, TAIL)) + ".", options, "x");
                }));
  }

  private static Question question(String response, Map<String, String> options, String reference) {
    return new Question(response, options, new Reference(ReferenceKind.TEXT, reference));
  }

  /** The letter A among white space, another for each number. */
  private static String padded(int number) {
    StringBuilder key = new StringBuilder("A");
    for (int rest = number; rest > 0; rest /= 4) {
      key.append(" \t\n\r".charAt(rest % 4));
    }
    return key.toString();
  }

  private static String repeated(String piece, int length) {
    return piece.repeat(length / piece.length());
  }

  @Test
  void deepNestingIsReadFromItsInnermostBox() {
    assertThat(nested(3_000).outcome()).isEqualTo(AnswerCheck.Outcome.CORRECT);
  }

  @Test
  void boxThatEndsBeforeTheTailIsNotRead() {
    assertThat(nested(100_000).outcome()).isEqualTo(AnswerCheck.Outcome.UNVERIFIABLE);
  }

  private AnswerCheck nested(int depth) {
    String response = "\\boxed{".repeat(depth) + "C" + "}".repeat(depth);
    return verifier.check(response, OPTIONS, new Reference(ReferenceKind.LETTER, "C"));
  }

  @Test
  void aLetterAndACarriageReturnAreNoStatement() {
    AnswerCheck check =
        new AnswerVerifier().check("A\rX", OPTIONS, new Reference(ReferenceKind.LETTER, "A"));
    assertThat(check.outcome()).isEqualTo(AnswerCheck.Outcome.UNVERIFIABLE);
  }

  @Test
  void aSpanIsNotCutWithinACharacter() {
    String phrase = "The answer is C: x" + "\ud83d\ude00".repeat(300);
    for (String response : new String[] {phrase, "y" + phrase}) {
      String span =
          verifier.check(response, OPTIONS, new Reference(ReferenceKind.LETTER, "C")).span();
      assertThat(span).isNotNull();
      assertThat(Character.isHighSurrogate(span.charAt(span.length() - 1))).isFalse();
    }
    String filled = "x".repeat(199) + "\ud83d\ude00";
    assertThat(
            new AnswerCheck(AnswerCheck.Outcome.WRONG, null, "C", null, filled, null, false).span())
        .isEqualTo("x".repeat(199));
  }

  @Test
  void hugeReasoningBeforeTheAnswerDoesNotMatter() {
    String response =
        "<think>" + "the answer is A. ".repeat(300_000) + "</think>" + "The answer is C.";
    AnswerCheck check = verifier.check(response, OPTIONS, new Reference(ReferenceKind.LETTER, "C"));

    assertThat(check.outcome()).isEqualTo(AnswerCheck.Outcome.CORRECT);
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
    for (int round = 0; round < 30_000; round++) {
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
