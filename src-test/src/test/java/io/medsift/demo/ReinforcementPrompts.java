package io.medsift.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The track {@code rl}: prompts with the gold letter and no response. */
final class ReinforcementPrompts {
  private ReinforcementPrompts() {}

  static List<Line> lines() {
    List<ClinicalCase> english = ClinicalCase.english();
    List<ClinicalCase> chinese = ClinicalCase.chinese();
    List<ClinicalCase> cases =
        new ArrayList<>(english.subList(SyntheticQuestions.ENGLISH, english.size()));
    cases.addAll(chinese.subList(SyntheticQuestions.CHINESE, chinese.size()));
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      MultipleChoice choice = MultipleChoice.of(cases.get(i), i);
      ObjectNode sample =
          sample("rl-%02d".formatted(i), choice.question(), choice.options(), choice.gold());
      lines.add(Line.of(Line.expectAccepted(sample)));
    }
    return lines;
  }

  /** A prompt of the track with its options listed under it. */
  static ObjectNode sample(String id, String question, List<String> options, String gold) {
    String prompt = question + "\nAnswer Choices:\n" + MultipleChoice.lines(options);
    ObjectNode sample = Line.sample(id, "rl-prompts", "rl", prompt);
    sample.set("options", MultipleChoice.wire(options));
    sample.putObject("reference").put("kind", "letter").put("value", gold);
    return sample.put("label", gold);
  }
}
