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
    String trace =
        """
        %s %s %s

        Now the alternatives. "%s"? %s "%s"? %s And "%s"? %s

        So how would it come about? %s That agrees with everything in the story."""
            .formatted(
                Sentences.leadIn(number + 2),
                patient.firstClue(),
                patient.secondClue(),
                patient.others().get(0),
                patient.against().get(0),
                patient.others().get(1),
                patient.against().get(1),
                patient.others().get(2),
                patient.against().get(2),
                patient.mechanism());
    String response =
        number % 2 == 0
            ? "In summary, my answer is: %s. %s\n\n%s"
                .formatted(patient.answer(), patient.secondClue(), patient.next())
            : "%s.\n\nWhat points there: %s\n\nManagement: %s"
                .formatted(patient.heading(), patient.secondClue(), patient.next());
    return Line.sample(
            "trace-%s".formatted(patient.id()),
            "traces",
            "r1_trace",
            patient.question() + " " + patient.vignette())
        .put("reasoning", trace)
        .put("response", response)
        .put("label", "Medicine");
  }

  private static ObjectNode subject(Card card) {
    return Line.sample("trace-" + card.one("id"), "traces", "r1_trace", card.one("prompt"))
        .put("reasoning", "Let me think. " + String.join("\n\n", card.all("think")))
        .put("response", card.one("answer"))
        .put("label", card.one("subject"));
  }
}
