package io.medsift.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The track {@code public_medical}: open questions with a trace and an explanation. */
final class OpenQuestions {
  private static final int FIRST_ENGLISH = 10;

  private OpenQuestions() {}

  static List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    List<ClinicalCase> english = ClinicalCase.english();
    for (int i = FIRST_ENGLISH; i < english.size(); i++) {
      lines.add(Line.of(Line.expectAccepted(english(english.get(i), i))));
    }
    List<ClinicalCase> chinese = ClinicalCase.chinese();
    for (int i = 0; i < chinese.size(); i++) {
      lines.add(Line.of(Line.expectAccepted(chinese(chinese.get(i), i))));
    }
    return lines;
  }

  private static ObjectNode english(ClinicalCase patient, int number) {
    String asked = patient.vignette() + " " + patient.question();
    String prompt =
        switch (number % 5) {
          case 0 -> asked + " Please give your reasoning and a plan.";
          case 1 -> "Please discuss this patient with me. " + asked;
          case 2 -> asked + " Explain the physiology behind it.";
          case 3 -> asked + " Talk me through it as you would a junior colleague.";
          default -> "For a teaching round: " + asked;
        };
    String trace =
        "%s %s %s %s"
            .formatted(
                Sentences.leadIn(number),
                patient.secondClue(),
                patient.against().get(0),
                patient.against().get(1));
    ObjectNode sample =
        Line.sample("open-%02d".formatted(number), "open-questions", "public_medical", prompt);
    return sample.put("reasoning", trace).put("response", explanation(patient, number));
  }

  private static String explanation(ClinicalCase patient, int number) {
    return switch (number % 4) {
      case 0 ->
          """
          **In one line:** %s.

          %s %s

          **Plan.** %s

          **A tempting alternative:** %s. %s"""
              .formatted(
                  patient.answer(),
                  patient.firstClue(),
                  patient.mechanism(),
                  patient.next(),
                  patient.others().get(2),
                  patient.against().get(2));
      case 1 ->
          """
          The key is the following. %s So the answer is: %s. The reason lies in the physiology. %s

          The trap is "%s". %s

          From here I would proceed in this order. %s"""
              .formatted(
                  patient.firstClue(),
                  patient.answer(),
                  patient.mechanism(),
                  patient.others().get(2),
                  patient.against().get(2),
                  patient.next());
      case 2 ->
          """
          ## What the findings say
          %s

          ## Why it happens
          %s

          ## What to do
          %s

          Keep in mind: %s"""
              .formatted(
                  patient.firstClue(),
                  patient.mechanism(),
                  patient.next(),
                  patient.against().get(2));
      default ->
          """
          My answer is: %s. The argument has three parts.

          1. %s
          2. %s
          3. %s

          The consequence at the bedside: %s"""
              .formatted(
                  patient.answer(),
                  patient.firstClue(),
                  patient.against().get(2),
                  patient.mechanism(),
                  patient.next());
    };
  }

  private static ObjectNode chinese(ClinicalCase patient, int number) {
    String prompt = patient.vignette() + patient.question() + (number % 2 == 0 ? "请说明理由。" : "");
    String response =
        number % 2 == 0
            ? "**结论：%s**\n\n%s\n\n其机制在于：%s\n\n容易误选的是“%s”。%s\n\n处理：%s"
                .formatted(
                    patient.answer(),
                    patient.firstClue(),
                    patient.mechanism(),
                    patient.others().get(2),
                    patient.against().get(2),
                    patient.next())
            : "答案是：%s。%s\n\n从病理生理看，%s\n\n常见的误区是“%s”：%s\n\n接下来，%s"
                .formatted(
                    patient.answer(),
                    patient.firstClue(),
                    patient.mechanism(),
                    patient.others().get(2),
                    patient.against().get(2),
                    patient.next());
    return Line.sample("zh-open-%02d".formatted(number), "zh-open", "public_medical", prompt)
        .put("reasoning", patient.secondClue() + patient.against().get(0))
        .put("response", response);
  }
}
