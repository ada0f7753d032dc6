package io.medsift.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The track {@code r1_trace}: long traces, some of them about other subjects than medicine. */
final class ReasoningTraces {
  private static final int FIRST_ENGLISH = 13;

  private ReasoningTraces() {}

  static List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    List<ClinicalCase> english = ClinicalCase.english();
    for (int i = FIRST_ENGLISH; i < english.size(); i++) {
      lines.add(Line.of(medical(english.get(i), i)));
    }
    for (Card card : Card.read("traces-biology.txt")) {
      lines.add(Line.of(subject(card)));
    }
    for (Card card : Card.read("traces-other.txt")) {
      ObjectNode sample = subject(card).put("demo_planted", "off-domain");
      lines.add(Line.of(Line.expectRejected(sample, "domain", "OFF_DOMAIN")));
    }
    return lines;
  }

  private static ObjectNode medical(ClinicalCase patient, int number) {
    Answers answers = new Answers("trace", MultipleChoice.of(patient, number), number + 2);
    return Line.sample("trace-" + patient.id(), "traces", "r1_trace", answers.prompt(0))
        .put("reasoning", answers.trace())
        .put("response", answers.right(number))
        .put("label", "Medicine");
  }

  private static ObjectNode subject(Card card) {
    return Line.sample("trace-" + card.one("id"), "traces", "r1_trace", card.one("prompt"))
        .put("reasoning", "Let me think. " + String.join("\n\n", card.all("think")))
        .put("response", card.one("answer"))
        .put("label", card.one("subject"));
  }
}
