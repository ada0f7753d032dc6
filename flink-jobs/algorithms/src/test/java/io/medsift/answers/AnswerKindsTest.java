package io.medsift.answers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  private static final Map<String, Map<String, String>> QUESTIONS =
      Map.ofEntries(
          Map.entry("en", lettered("Metformin", "Insulin glargine", "Glipizide", "Sitagliptin")),
          Map.entry("zh", lettered("二甲双胍", "胰岛素", "格列吡嗪", "西格列汀")),
          Map.entry("tw", lettered("二甲雙胍", "胰島素", "格列吡嗪", "西格列汀")),
          Map.entry(
              "dx",
              lettered(
                  "Acute myocardial infarction",
                  "Pulmonary embolism",
                  "Aortic dissection",
                  "Pericarditis",
                  "Pneumothorax")),
          Map.entry("zhdx", lettered("急性心肌梗死", "肺栓塞", "主动脉夹层", "心包炎", "气胸")),
          Map.entry(
              "lab",
              lettered("A. Metformin", "B. Insulin glargine", "C. Glipizide", "D. Sitagliptin")),
          Map.entry(
              "lab2",
              lettered(
                  "(A) Metformin", "(B) Insulin glargine", "(C) Glipizide", "(D) Sitagliptin")),
          Map.entry(
              "eponyms",
              lettered(
                  "Ménière's disease",
                  "Sjögren syndrome",
                  "Guillain–Barré syndrome",
                  "Behçet's disease")),
          Map.entry("num", lettered("12 mg", "24 mg", "36 mg", "48 mg")),
          Map.entry("ions", lettered("Na⁺", "K⁺", "Ca²⁺", "Cl⁻")),
          Map.entry(
              "act",
              lettered(
                  "Reassure the patient",
                  "Order a CT scan of the chest",
                  "Start broad-spectrum antibiotics",
                  "Perform emergency surgery")),
          Map.entry("yn", lettered("yes", "no", "maybe")),
          Map.entry("es", lettered("Metformina", "Insulina glargina", "Glipizida", "Sitagliptina")),
          Map.entry(
              "lab3",
              lettered(
                  "A - Metformin", "B - Insulin glargine", "C - Glipizide", "D - Sitagliptin")),
          Map.entry(
              "lab4",
              lettered("a) Metformin", "b) Insulin glargine", "c) Glipizide", "d) Sitagliptin")),
          Map.entry("bp", lettered("110/70 mmHg", "120/80 mmHg", "140/90 mmHg", "160/100 mmHg")),
          Map.entry("greek", lettered("α-thalassemia", "β-thalassemia", "γ-globulin", "δ-cell")),
          Map.entry("dig", numbered("Metformin", "Insulin glargine", "Glipizide", "Sitagliptin")),
          Map.entry("no", Map.of()));

  private final AnswerVerifier verifier = new AnswerVerifier();

  private static Map<String, String> lettered(String... texts) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String text : texts) {
      options.put(String.valueOf((char) ('A' + options.size())), text);
    }
    return options;
  }

  private static Map<String, String> numbered(String... texts) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String text : texts) {
      options.put(String.valueOf(options.size() + 1), text);
    }
    return options;
  }

  static Stream<Arguments> statements() {
    List<Arguments> statements = new ArrayList<>();
    String kind = "";
    for (String line : lines("stated").toList()) {
      if (line.startsWith("== ")) {
        kind = line.substring(3);
      } else {
        statements.add(Arguments.of(kind, line));
      }
    }
    return statements.stream();
  }

  /**
   * In {@code stated.txt} a line has {@code =C} in place of a reference where the response states
   * C: that is correct for C, and for no other option. What states nothing ({@code =?}) is
   * unverifiable for all, a trace without an end ({@code =T}) truncated.
   */
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("statements")
  void readsWhatIsStatedWhateverTheReference(String kind, String line) {
    String[] parts = line.split(" \\|\\| ", 3);
    Map<String, String> options = QUESTIONS.get(parts[0]);
    if (!parts[1].startsWith("=")) {
      String[] four = line.split(" \\|\\| ", 4);
      assertOutcome(options, four[1], four[2], four[3]);
      return;
    }
    String stated = parts[1].substring(1);
    for (String option : options.keySet()) {
      String expected =
          switch (stated) {
            case "?" -> "U";
            case "T" -> "T";
            default -> option.equals(stated) ? "C" : "W|U";
          };
      assertOutcome(options, option, expected, parts[2]);
    }
  }

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
    assertOutcome(OPTIONS.get(parts[0]), parts[1], parts[2], parts[3]);
  }

  private void assertOutcome(
      Map<String, String> options, String reference, String expected, String response) {
    boolean text = reference.startsWith("t:");

    AnswerCheck check =
        verifier.check(
            response.replace("\\n", "\n"),
            options,
            new Reference(
                text ? ReferenceKind.TEXT : ReferenceKind.LETTER,
                text ? reference.substring(2) : reference));

    assertThat(expected.split("\\|"))
        .as(reference + ": " + check)
        .contains(check.outcome().name().substring(0, 1));
  }
}
