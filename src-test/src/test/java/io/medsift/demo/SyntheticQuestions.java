package io.medsift.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The track {@code synthetic_qa}: several responses to each prompt, some of them wrong. */
final class SyntheticQuestions {
  static final int ENGLISH = 16;
  static final int CHINESE = 4;
  private static final int RESPONSES = 7;
  private static final String ENGLISH_INSTRUCTION =
      "\n\nPlease reason step by step, and put your final answer within \\boxed{}.";
  private static final String CHINESE_INSTRUCTION = "\n\n请逐步分析，并把最终答案写在\\boxed{}中。";

  private final List<Line> lines = new ArrayList<>();

  private SyntheticQuestions() {}

  static List<Line> lines() {
    SyntheticQuestions questions = new SyntheticQuestions();
    List<ClinicalCase> cases = new ArrayList<>(ClinicalCase.english().subList(0, ENGLISH));
    cases.addAll(ClinicalCase.chinese().subList(0, CHINESE));
    for (int number = 0; number < cases.size(); number++) {
      questions.add(MultipleChoice.of(cases.get(number), number), number);
    }
    return questions.lines;
  }

  private void add(MultipleChoice choice, int number) {
    Answers answers = new Answers("choice", choice, number);
    for (int i = 0; i < RESPONSES - 2; i++) {
      String response = answers.right(number + i);
      lines.add(Line.of(Line.expectAccepted(sample(choice, number, i, response))));
    }
    plant(choice, number, 5, "wrong-answer", "WRONG_ANSWER", answers.wrong(0));
    switch (number % 4) {
      case 0 ->
          plant(
              choice,
              number,
              6,
              "wrong-answer",
              "WRONG_ANSWER",
              new Answers("choice", choice, number + 1).wrong(1));
      case 1 -> plant(choice, number, 6, "unverifiable", "UNVERIFIABLE_ANSWER", answers.open());
      case 2 -> plant(choice, number, 6, "truncated", "TRUNCATED_RESPONSE", answers.cut());
      default -> plantCopy(choice, number, answers.right(number));
    }
  }

  private void plant(
      MultipleChoice choice,
      int number,
      int index,
      String planted,
      String reason,
      String response) {
    ObjectNode sample = sample(choice, number, index, response).put("demo_planted", planted);
    lines.add(Line.of(Line.expectRejected(sample, "verify", reason)));
  }

  private void plantCopy(MultipleChoice choice, int number, String response) {
    ObjectNode sample = sample(choice, number, 6, response).put("demo_planted", "exact-copy");
    Line.expectRejected(sample, "deduplicate", "EXACT_COPY");
    lines.add(Line.after(id(number, 0), sample));
  }

  private static ObjectNode sample(MultipleChoice choice, int number, int index, String response) {
    boolean chinese = choice.patient().isChinese();
    String prompt =
        choice.question()
            + "\n"
            + MultipleChoice.lines(choice.options())
            + (chinese ? CHINESE_INSTRUCTION : ENGLISH_INSTRUCTION);
    ObjectNode sample =
        Line.sample(
            id(number, index), chinese ? "zh-vignettes" : "vignettes", "synthetic_qa", prompt);
    sample.set("options", MultipleChoice.wire(choice.options()));
    sample.putObject("reference").put("kind", "letter").put("value", choice.gold());
    return sample.put("response", response);
  }

  private static String id(int number, int index) {
    return "qa-%02d-%d".formatted(number, index);
  }
}
