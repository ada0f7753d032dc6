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
      lines.add(line("open-%02d".formatted(i), "open-questions", english.get(i), i));
    }
    List<ClinicalCase> chinese = ClinicalCase.chinese();
    for (int i = 0; i < chinese.size(); i++) {
      lines.add(line("zh-open-%02d".formatted(i), "zh-open-questions", chinese.get(i), i));
    }
    return lines;
  }

  private static Line line(String id, String source, ClinicalCase patient, int number) {
    Answers answers = new Answers("explanation", MultipleChoice.of(patient, number), number);
    ObjectNode sample =
        Line.sample(id, source, "public_medical", answers.prompt(number))
            .put("reasoning", answers.trace())
            .put("response", answers.right(number));
    return Line.of(Line.expectAccepted(sample));
  }
}
