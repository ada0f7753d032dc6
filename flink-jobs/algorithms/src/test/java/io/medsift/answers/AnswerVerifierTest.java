package io.medsift.answers;

import static io.medsift.answers.AnswerCheck.Outcome.CORRECT;
import static io.medsift.answers.AnswerCheck.Outcome.TRUNCATED;
import static io.medsift.answers.AnswerCheck.Outcome.UNVERIFIABLE;
import static io.medsift.answers.AnswerCheck.Outcome.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.answers.reading.ExtractionRule;
import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerVerifierTest {
  private static final Map<String, String> DRUGS =
      Map.of("A", "Aspirin", "B", "Warfarin", "C", "Metformin", "D", "Aspirin and clopidogrel");
  private static final Map<String, String> DIAGNOSES =
      Map.of("A", "Colonoscopy", "B", "Cardiac arrest", "C", "Pneumonia", "D", "Sepsis");
  private static final Map<String, String> BLOOD_GROUPS =
      Map.of("A", "B", "B", "AB", "C", "O", "D", "A");
  private static final Map<String, String> DECISIONS = Map.of("A", "yes", "B", "no", "C", "maybe");
  private static final Map<String, String> COMBINATIONS =
      Map.of("A", "Fever", "B", "Cough", "C", "Rash", "D", "Both A and B");
  private static final Map<String, String> MEDICINES =
      Map.of("A", "阿司匹林", "B", "华法林", "C", "二甲双胍", "D", "胰岛素");

  private final AnswerVerifier verifier = new AnswerVerifier();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          \\boxed{C}                                                    | CORRECT      | C
          So the answer: \\boxed{A}.                                    | WRONG        | A
          \\boxed{(C)}                                                  | CORRECT      | C
          \\boxed{C.}                                                   | CORRECT      | C
          \\boxed{C:}                                                   | CORRECT      | C
          \\boxed{ c }                                                  | CORRECT      | C
          \\boxed{\\text{C}}                                            | CORRECT      | C
          \\boxed{\\mathbf{C}}                                          | CORRECT      | C
          \\boxed{\\textbf{(C)} Metformin}                              | CORRECT      | C
          \\boxed{\\mathrm{C}}                                          | CORRECT      | C
          \\boxed{\\text{C. Metformin}}                                 | CORRECT      | C
          \\boxed{\\text{Option C}}                                     | CORRECT      | C
          $\\boxed{C}$                                                  | CORRECT      | C
          \\fbox{C}                                                     | CORRECT      | C
          \\boxed {C}                                                   | CORRECT      | C
          \\boxed{\\boxed{C}}                                           | CORRECT      | C
          \\boxed{Metformin}                                            | CORRECT      | C
          \\boxed{\\text{metformin }.}                                  | CORRECT      | C
          \\boxed{C: Metformin}                                         | CORRECT      | C
          \\boxed{Ｃ}                                                   | CORRECT      | C
          \\boxed{C} \\boxed{C}                                         | CORRECT      | C
          \\boxed{A} or rather \\boxed{C}                               | UNVERIFIABLE |
          \\boxed{C. Aspirin}                                           | UNVERIFIABLE |
          \\boxed{Clopidogrel}                                          | UNVERIFIABLE |
          \\boxed{A, C}                                                 | WRONG        | AC
          \\boxed{AC}                                                   | UNVERIFIABLE | AC
          \\boxed{C                                                     | UNVERIFIABLE |
          \\boxed{}                                                     | UNVERIFIABLE |
          \\boxed{C-reactive protein}                                   | UNVERIFIABLE |
          \\boxed{C. difficile}                                         | UNVERIFIABLE |
          \\boxed{Z}                                                    | UNVERIFIABLE |
          The answer is C. \\boxed{A}                                   | UNVERIFIABLE |
          \\boxed{C}. The final answer is A.                            | UNVERIFIABLE |
          It costs \\boxed{5}. The answer is \\boxed{C}                 | CORRECT      | C
          The answer is C                                              | CORRECT      | C
          The answer is C.                                             | CORRECT      | C
          The answer is (C)                                            | CORRECT      | C
          The answer is (C).                                           | CORRECT      | C
          The answer is: C                                             | CORRECT      | C
          the correct answer is option C.                              | CORRECT      | C
          The correct answer is **C**.                                 | CORRECT      | C
          The correct answer is **C. Metformin**.                      | CORRECT      | C
          Answer: C                                                    | CORRECT      | C
          Answer: **C**                                                | CORRECT      | C
          **Answer:** C                                                | CORRECT      | C
          **Answer: C**                                                | CORRECT      | C
          **Final Answer**: C                                          | CORRECT      | C
          Final Answer: C                                              | CORRECT      | C
          Final answer: (C) Metformin                                  | CORRECT      | C
          Answer: $C$                                                  | CORRECT      | C
          Answer: (c)                                                  | CORRECT      | C
          ANSWER: C                                                    | CORRECT      | C
          The correct option is C                                      | CORRECT      | C
          The best choice is (C).                                      | CORRECT      | C
          The correct answer would be C, because it lowers glucose.    | CORRECT      | C
          The answer to this question is C.                            | CORRECT      | C
          The answer is therefore most likely C.                       | CORRECT      | C
          C is the correct answer.                                     | CORRECT      | C
          Therefore, (C) is the best answer here.                      | CORRECT      | C
          Vitamin C is the correct answer.                             | UNVERIFIABLE |
          The answer is C, not B.                                      | CORRECT      | C
          The answer is A. On reflection, the answer is C.             | CORRECT      | C
          The answer is C. Warfarin thins the blood.                   | CORRECT      | C
          The answer is C. Warfarin.                                   | UNVERIFIABLE |
          The answer is (C) Aspirin.                                   | UNVERIFIABLE |
          The answer is C (Aspirin).                                   | UNVERIFIABLE |
          The answer is C (Metformin).                                 | CORRECT      | C
          The answer is C and B.                                       | WRONG        | BC
          The answer is (A), (B), and (C).                             | WRONG        | ABC
          The answer is either B or C.                                 | WRONG        | BC
          Answer: B/C                                                  | WRONG        | BC
          The answer is not C.                                         | UNVERIFIABLE |
          The answer is none of the above.                             | UNVERIFIABLE |
          The answer is C is incorrect.                                | UNVERIFIABLE |
          If the answer is C then glucose falls.                       | UNVERIFIABLE |
          The wrong answer is C.                                       | UNVERIFIABLE |
          Is the answer C?                                             | UNVERIFIABLE |
          The answer is Metformin.                                     | CORRECT      | C
          The answer is metformin because it is first line.            | CORRECT      | C
          The answer is aspirin and clopidogrel.                       | WRONG        | D
          The answer is Aspirin, Metformin.                            | UNVERIFIABLE |
          Answer: A 45-year-old man needs care.                        | UNVERIFIABLE |
          A 45-year-old man needs care.                                | UNVERIFIABLE |
          A is a letter of the alphabet                                | UNVERIFIABLE |
          Answer: C-reactive protein rises.                            | UNVERIFIABLE |
          The answer is C. difficile.                                  | UNVERIFIABLE |
          The answer is Cushing disease.                               | UNVERIFIABLE |
          The answer is C3.                                            | UNVERIFIABLE |
          The answer is C's.                                           | UNVERIFIABLE |
          {"answer_choice": "C"}                                       | CORRECT      | C
          {"answer_choice": "C. Metformin"}                            | CORRECT      | C
          {"answer_choice": "Metformin"}                               | CORRECT      | C
          {"answer_choice": "Cannot be determined"}                    | UNVERIFIABLE |
          {"answer_choice": "None of the above"}                       | UNVERIFIABLE |
          {"answer_choice": ""}                                        | UNVERIFIABLE |
          {"thinking": "The answer is A.", "answer": "C"}              | CORRECT      | C
          {'answer': 'C', 'confidence': 3}                             | CORRECT      | C
          C                                                            | CORRECT      | C
          C.                                                           | CORRECT      | C
          (C)                                                          | CORRECT      | C
          **C**                                                        | CORRECT      | C
          C. Metformin                                                 | CORRECT      | C
          Metformin                                                    | CORRECT      | C
          So we choose **C**.                                          | CORRECT      | C
          The first step is **C. Metformin**.                          | CORRECT      | C
          Either **B** or **C**.                                       | UNVERIFIABLE |
          The best first drug is (C).                                  | CORRECT      | C
          The best first drug is (C) metformin.                        | CORRECT      | C
          The vitamin he lacks is C.                                   | UNVERIFIABLE |
          Everything fits, as in option C.                             | CORRECT      | C
          It fits. Therefore, metformin should be started.             | CORRECT      | C
          Therefore, metformin should not be started.                  | UNVERIFIABLE |
          Therefore, aspirin and clopidogrel should be started.        | WRONG        | D
          Therefore, aspirin or metformin should be started.           | UNVERIFIABLE |
          Therefore, the next step is metfor                           | UNVERIFIABLE |
          Metformin lowers glucose in the liver.                       | UNVERIFIABLE |
          The answer choice that is not a thinner is C.                | CORRECT      | C
          The answer is C. It is the only option that is not a thinner.| CORRECT      | C
          The decision to treat is not easy.                           | UNVERIFIABLE |
          The answer is (Metformin).                                   | CORRECT      | C
          The drug is metformin, so it works on warfarin.              | UNVERIFIABLE |
          Therefore, metformin, insulin and diet are needed.           | UNVERIFIABLE |
          Therefore, since metformin failed, give insulin.             | UNVERIFIABLE |
          He has diabetes, therefore metformin is the best choice.     | CORRECT      | C
          <answer>C</answer>                                           | CORRECT      | C
          <answer>It is simple. The answer is C.</answer>              | CORRECT      | C
          <think>Is it A?</think>The answer is C.                      | CORRECT      | C
          The answer is A.</think>The answer is C.                     | CORRECT      | C
          <think>The answer is C.                                      | TRUNCATED    |
          <think>\\boxed{C}                                            | TRUNCATED    |
          <think>x</think>                                             | UNVERIFIABLE |
          The answer is C.</s>                                         | CORRECT      | C
          It lowers glucose.\\n\\nAnswer: C                              | CORRECT      | C
          The answer is A.\\n\\nAnswer: C                                | UNVERIFIABLE |
          """)
  void readsTheLetterOfAnOption(String response, AnswerCheck.Outcome outcome, String extracted) {
    AnswerCheck check = letter(response, DRUGS, "C");

    assertThat(check.outcome()).as(check.toString()).isEqualTo(outcome);
    assertThat(check.extracted()).isEqualTo(extracted);
    if (outcome != CORRECT && outcome != WRONG) {
      assertThat(check.note()).isNotBlank();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          答案：C                 | CORRECT      | C
          答案:C                  | CORRECT      | C
          答案是C。               | CORRECT      | C
          答案是 C               | CORRECT      | C
          答案为（C）             | CORRECT      | C
          正确答案是Ｃ            | CORRECT      | C
          【答案】C               | CORRECT      | C
          【答案】：C             | CORRECT      | C
          故选C。                 | CORRECT      | C
          故选：C                 | CORRECT      | C
          因此选C                 | CORRECT      | C
          应选C项                 | CORRECT      | C
          应选择C                 | CORRECT      | C
          本题选C，因为血糖升高。  | CORRECT      | C
          正确选项是C             | CORRECT      | C
          答案：C. 二甲双胍       | CORRECT      | C
          答案：C二甲双胍         | CORRECT      | C
          答案是二甲双胍。        | CORRECT      | C
          因此首先使用二甲双胍。   | CORRECT      | C
          最终答案：**C**         | CORRECT      | C
          答案：A、C              | WRONG        | AC
          答案：A                 | WRONG        | A
          答案：C. 阿司匹林       | UNVERIFIABLE |
          答案是C反应蛋白         | UNVERIFIABLE |
          错误答案是C             | UNVERIFIABLE |
          不选C                   | UNVERIFIABLE |
          首选C型药物             | UNVERIFIABLE |
          选项C是一种药物         | UNVERIFIABLE |
          因此不使用二甲双胍。     | UNVERIFIABLE |
          \\boxed{二甲双胍}       | CORRECT      | C
          """)
  void readsChineseAnswers(String response, AnswerCheck.Outcome outcome, String extracted) {
    AnswerCheck check = letter(response, MEDICINES, "C");

    assertThat(check.outcome()).as(check.toString()).isEqualTo(outcome);
    assertThat(check.extracted()).isEqualTo(extracted);
  }

  @ParameterizedTest(name = "{0} against {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          \\boxed{12.50}              | 12.5        | CORRECT
          \\boxed{12.5 mg}            | 12.5        | CORRECT
          \\boxed{12.5\\text{ mg}}    | 12.5        | CORRECT
          \\boxed{12.6}               | 12.5        | UNVERIFIABLE
          \\boxed{13}                 | 12.5        | WRONG
          \\boxed{1,250}              | 1250        | CORRECT
          \\boxed{1{,}250}            | 1250        | CORRECT
          \\boxed{1,25}               | 125         | UNVERIFIABLE
          \\boxed{1/2}                | 0.5         | CORRECT
          \\boxed{\\frac{1}{2}}       | 0.5         | CORRECT
          \\boxed{\\dfrac{1}{3}}      | 1/3         | CORRECT
          \\boxed{0.333}              | 1/3         | UNVERIFIABLE
          \\boxed{1/0}                | 0.5         | UNVERIFIABLE
          \\boxed{12.5\\%}            | 0.125       | CORRECT
          \\boxed{12.5\\%}            | 12.5%       | CORRECT
          \\boxed{12.5}               | 12.5%       | UNVERIFIABLE
          \\boxed{12.5\\%}            | 12.5        | UNVERIFIABLE
          \\boxed{12.5 mg}            | 12.5 mg     | CORRECT
          \\boxed{12.5}               | 12.5 mg     | UNVERIFIABLE
          \\boxed{12.5 g}             | 12.5 mg     | UNVERIFIABLE
          \\boxed{x = 12.5}           | 12.5        | CORRECT
          \\boxed{-3}                 | -3          | CORRECT
          \\boxed{3}                  | -3          | WRONG
          \\boxed{1.2 \\times 10^{3}} | 1200        | CORRECT
          \\boxed{1.2e3}              | 1200        | CORRECT
          \\boxed{1e999999999}        | 1200        | UNVERIFIABLE
          \\boxed{5 to 10}            | 5           | UNVERIFIABLE
          \\boxed{5-10}               | 5           | UNVERIFIABLE
          \\boxed{12} or \\boxed{13}  | 12          | UNVERIFIABLE
          The answer is 12.5 mg.      | 12.5        | CORRECT
          The final answer is 12.5.   | 12.5        | CORRECT
          The dose is 12.5 mg.        | 12.5        | UNVERIFIABLE
          12.5                        | 12.5        | CORRECT
          """)
  void comparesNumbersAsFractions(String response, String gold, AnswerCheck.Outcome outcome) {
    AnswerCheck check = text(response, Map.of(), gold);

    assertThat(check.outcome()).as(check.toString()).isEqualTo(outcome);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The final decision is: yes             | CORRECT
          The final decision is: **Yes**.        | CORRECT
          The answer is yes, as the trials show. | CORRECT
          Answer: Yes                            | CORRECT
          \\boxed{yes}                           | CORRECT
          \\boxed{\\text{Yes}}                   | CORRECT
          Yes.                                   | CORRECT
          Yes, it is effective.                  | CORRECT
          答案：是                                | CORRECT
          答案是是。                              | CORRECT
          答案是否定的。                          | UNVERIFIABLE
          答案：否                                | WRONG
          是                                      | CORRECT
          是一种疾病。                            | UNVERIFIABLE
          The answer is yes. But the answer is no.| UNVERIFIABLE
          The answer is no.                      | WRONG
          The answer is maybe.                   | WRONG
          The answer is not clear.               | UNVERIFIABLE
          Yes, once. It depends on the patient.  | UNVERIFIABLE
          There is no difference.                | UNVERIFIABLE
          Nothing says so.                       | UNVERIFIABLE
          """)
  void readsDecisionsInTheFinalRegionOnly(String response, AnswerCheck.Outcome outcome) {
    AnswerCheck bare = text(response, Map.of(), "yes");
    AnswerCheck sentence =
        text(response, Map.of(), "The final decision is: yes. Trials support the use.");

    assertThat(bare.outcome()).as(bare.toString()).isEqualTo(outcome);
    assertThat(sentence.outcome()).isEqualTo(outcome);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Metformin                                                | C
          metformin.                                               | C
          \\text{Metformin}                                        | C
          Metformin. Explanation: It lowers glucose, unlike Aspirin.| C
          Metformin. It lowers glucose.                            | C
          (C) Metformin                                            | C
          C. Metformin                                             | C
          C                                                        | C
          Aspirin                                                  | A
          Aspirin and clopidogrel                                  | D
          Aspirin And Warfarin                                     | AB
          (C) Aspirin                                              |
          Insulin                                                  |
          """)
  void resolvesATextReferenceToItsLetter(String reference, String letter) {
    AnswerCheck check = text("The answer is (C).", DRUGS, reference);

    if (letter == null) {
      assertThat(check.outcome()).isEqualTo(UNVERIFIABLE);
      assertThat(check.rule()).isNull();
    } else {
      assertThat(check.gold()).isEqualTo(letter);
      assertThat(check.outcome()).isEqualTo(letter.equals("C") ? CORRECT : WRONG);
    }
  }

  @Test
  void resolvesADecisionAmongOptions() {
    String reference = "The final decision is: yes. Long answer.";

    assertThat(text("\\boxed{A}", DECISIONS, reference).outcome()).isEqualTo(CORRECT);
    assertThat(text("The final decision is: no", DECISIONS, reference).outcome()).isEqualTo(WRONG);
    assertThat(text("The answer is A. yes", DECISIONS, reference).outcome()).isEqualTo(CORRECT);
    assertThat(text("The answer is A. no", DECISIONS, reference).outcome()).isEqualTo(UNVERIFIABLE);
  }

  @Test
  void boxedWordNeverMatchesItsFirstLetter() {
    assertThat(letter("\\boxed{Cardiac arrest}", DIAGNOSES, "C").outcome()).isEqualTo(WRONG);
    assertThat(letter("\\boxed{Cardiac arrest}", DIAGNOSES, "B").outcome()).isEqualTo(CORRECT);
    assertThat(letter("\\boxed{Cardiac arrest}", Map.of(), "C").outcome()).isEqualTo(UNVERIFIABLE);
  }

  @Test
  void optionTextMayBeginWithAnArticleOrAnInitial() {
    Map<String, String> options =
        Map.of("A", "Proteus", "B", "A decrease in preload", "C", "E. coli", "E", "Klebsiella");

    assertThat(letter("Answer: A decrease in preload", options, "B").outcome()).isEqualTo(CORRECT);
    assertThat(letter("The answer is E. coli.", options, "C").outcome()).isEqualTo(CORRECT);
    assertThat(letter("\\boxed{E. coli}", options, "E").outcome()).isEqualTo(WRONG);
    assertThat(letter("\\boxed{E. Klebsiella}", options, "E").outcome()).isEqualTo(CORRECT);
  }

  @Test
  void lettersThatAreAlsoOptionTextsAreAmbiguousUnlessBracketed() {
    assertThat(letter("\\boxed{B}", BLOOD_GROUPS, "B").outcome()).isEqualTo(UNVERIFIABLE);
    assertThat(letter("The answer is B.", BLOOD_GROUPS, "A").outcome()).isEqualTo(UNVERIFIABLE);
    assertThat(letter("The answer is (B).", BLOOD_GROUPS, "B").outcome()).isEqualTo(CORRECT);
    assertThat(letter("\\boxed{AB}", BLOOD_GROUPS, "B").outcome()).isEqualTo(CORRECT);
    assertThat(letter("The answer is B. AB", BLOOD_GROUPS, "B").outcome()).isEqualTo(CORRECT);
  }

  @Test
  void severalLettersAreLeftToAModelWhereAnOptionCombinesThem() {
    assertThat(letter("The answer is A and B.", COMBINATIONS, "D").outcome())
        .isEqualTo(UNVERIFIABLE);
    assertThat(letter("The answer is A and B.", DRUGS, "D").outcome()).isEqualTo(WRONG);
  }

  @Test
  void severalGoldLettersNeedAllOfThem() {
    assertThat(letter("答案：ACD", MEDICINES, "ACD").outcome()).isEqualTo(CORRECT);
    assertThat(letter("\\boxed{A, C, D}", MEDICINES, "ACD").outcome()).isEqualTo(CORRECT);
    assertThat(letter("\\boxed{A, C}", MEDICINES, "ACD").outcome()).isEqualTo(WRONG);
    assertThat(letter("\\boxed{A}", MEDICINES, "A,C").outcome()).isEqualTo(WRONG);
  }

  @Test
  void phraseIsCorrectOrForAModel() {
    String gold = "Nephrogenic diabetes insipidus";

    assertThat(text("The answer is nephrogenic diabetes insipidus.", Map.of(), gold).outcome())
        .isEqualTo(CORRECT);
    assertThat(text("\\boxed{\\text{Nephrogenic diabetes insipidus}}", Map.of(), gold).outcome())
        .isEqualTo(CORRECT);
    assertThat(text("\\boxed{Diabetes insipidus}", Map.of(), gold).outcome())
        .isEqualTo(UNVERIFIABLE);
    assertThat(text("The answer is aspirin and heparin.", Map.of(), "Aspirin").outcome())
        .isEqualTo(UNVERIFIABLE);
    assertThat(text("The answer is aspirin, heparin.", Map.of(), "Aspirin").outcome())
        .isEqualTo(UNVERIFIABLE);
  }

  @Test
  void lettersAreReadWithoutOptions() {
    assertThat(letter("The answer is (E).", Map.of(), "E").outcome()).isEqualTo(CORRECT);
    assertThat(letter("The answer is E. coli.", Map.of(), "E").outcome()).isEqualTo(UNVERIFIABLE);
    assertThat(letter("\\boxed{B}", Map.of(), "(B)").outcome()).isEqualTo(CORRECT);
    assertThat(text("\\boxed{B}", Map.of(), "(B) Late decelerations").outcome()).isEqualTo(CORRECT);
  }

  @Test
  void passagesAndMissingReferencesAreForAModel() {
    AnswerCheck passage =
        verifier.check("\\boxed{C}", DRUGS, new Reference(ReferenceKind.LONG, "It lowers ..."));
    AnswerCheck missing =
        verifier.check("\\boxed{C}", DRUGS, new Reference(ReferenceKind.NONE, null));

    assertThat(passage.outcome()).isEqualTo(UNVERIFIABLE);
    assertThat(passage.note()).contains("model");
    assertThat(missing.note()).isEqualTo("There is no reference answer.");
    assertThat(letter("\\boxed{C}", DRUGS, "F").note()).contains("no option has");
  }

  @Test
  void loneLetterAtTheEndMustNotBeTheRestOfACutOffWord() {
    assertThat(letter("We compute as follows:\n$$\nC", DRUGS, "C").outcome())
        .isEqualTo(UNVERIFIABLE);
    assertThat(letter("It lowers glucose.\n\nC", DRUGS, "C").outcome()).isEqualTo(CORRECT);
    assertThat(letter("It lowers glucose.\n\nA", DRUGS, "A").outcome()).isEqualTo(UNVERIFIABLE);
    assertThat(letter("A. thins blood\nB. thins blood\nC. Metformin", DRUGS, "C").outcome())
        .isEqualTo(UNVERIFIABLE);
    assertThat(letter("### Final Answer\n\n**C. Metformin**", DRUGS, "C").outcome())
        .isEqualTo(CORRECT);
  }

  @Test
  void optionsThatAreListedAfterAColonAreNotAnAnswer() {
    assertThat(letter("Consider each answer choice:\nA. Old.\nB. New.", DRUGS, "A").outcome())
        .isEqualTo(UNVERIFIABLE);
    assertThat(letter("The correct answers are:\nA. Aspirin\nC. Metformin", DRUGS, "A").outcome())
        .isEqualTo(UNVERIFIABLE);
    assertThat(letter("The correct option is:\n\n**C. Metformin**", DRUGS, "C").outcome())
        .isEqualTo(CORRECT);
  }

  @Test
  void anAnswerToTheNextQuestionIsNotRead() {
    String response = "The answer is (C).\n\nQuestion: Which vitamin?\nThe answer is (A).";

    assertThat(letter(response, DRUGS, "C").outcome()).isEqualTo(CORRECT);
  }

  @Test
  void evidenceIsTheLiteralPieceOfTheResponse() {
    AnswerCheck check = letter("Glucose is high. 因此答案：Ｃ。", DRUGS, "C");

    assertThat(check.rule()).isEqualTo(ExtractionRule.ANCHORED_LETTER);
    assertThat(check.span()).startsWith("答案：Ｃ");
    assertThat(letter("So \\boxed{C}.", DRUGS, "C").span()).isEqualTo("\\boxed{C}");
  }

  @Test
  void truncatedReasoningIsReportedForEveryKindOfReference() {
    AnswerCheck check =
        verifier.check("<think>It is", Map.of(), new Reference(ReferenceKind.NONE, null));

    assertThat(check.outcome()).isEqualTo(TRUNCATED);
  }

  @Test
  void agreesWithItselfWhateverTheOrderOfOptions() {
    assertThat(letter("The answer is aspirin.", new TreeMap<>(DRUGS), "A"))
        .isEqualTo(letter("The answer is aspirin.", DRUGS, "A"));
  }

  private AnswerCheck letter(String response, Map<String, String> options, String gold) {
    return verifier.check(response, options, new Reference(ReferenceKind.LETTER, gold));
  }

  private AnswerCheck text(String response, Map<String, String> options, String gold) {
    return verifier.check(response, options, new Reference(ReferenceKind.TEXT, gold));
  }
}
