package io.medsift.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Responses that were written before: copies, near-duplicates, and chains of these. */
final class Copies {
  private static final List<String> COPIED =
      List.of("open-12", "open-17", "zh-open-03", "tb-insulin-1", "reflux-1", "gl-sepsis-2");
  private static final List<String> NEARLY_COPIED =
      List.of(
          "open-14",
          "open-19",
          "open-22",
          "open-27",
          "open-33",
          "zh-open-01",
          "zh-open-06",
          "migraine-1",
          "tb-oxygen-1",
          "zh-lay-diabetes-1",
          "gl-asthma-1",
          "open-36");
  private static final List<Integer> CHAINED = List.of(0, 4, 8);
  private static final int CUT = 2;

  private final Map<String, ObjectNode> originals;
  private final List<Line> lines = new ArrayList<>();

  private Copies(List<Line> originals) {
    this.originals =
        originals.stream()
            .map(Line::sample)
            .collect(Collectors.toMap(sample -> sample.get("id").asText(), Function.identity()));
  }

  static List<Line> lines(List<Line> originals) {
    Copies copies = new Copies(originals);
    for (int i = 0; i < COPIED.size(); i++) {
      copies.addCopy(COPIED.get(i), i);
    }
    for (int i = 0; i < NEARLY_COPIED.size(); i++) {
      copies.addNearDuplicate(NEARLY_COPIED.get(i), i);
    }
    for (int number : CHAINED) {
      copies.addChain(ClinicalCase.english().get(number), number);
    }
    return copies.lines;
  }

  /** The same words; every other copy differs in case and white space. */
  private void addCopy(String id, int number) {
    String response = originals.get(id).get("response").asText();
    if (number % 2 == 1) {
      response = response.toUpperCase(Locale.ROOT).replace("\n\n", "\n");
    }
    add(id, id + "-copy", "exact-copy", "EXACT_COPY", response);
  }

  /** A few words more, fewer or other than in the original. */
  private void addNearDuplicate(String id, int number) {
    String response = originals.get(id).get("response").asText();
    boolean chinese = id.startsWith("zh-");
    String edited =
        switch (number % 3) {
          case 0 -> response + (chinese ? "希望以上内容对您有帮助。" : "\n\nI hope that this helps.");
          case 1 -> (chinese ? "您好！" : "Certainly! Here is what I would say.\n\n") + response;
          default ->
              chinese
                  ? response.replaceFirst("。", "，这一点很重要。")
                  : response.replaceFirst(" and ", " as well as ");
        };
    add(id, id + "-near", "near-duplicate", "NEAR_DUPLICATE", edited);
  }

  private void add(String original, String id, String planted, String reason, String response) {
    ObjectNode sample = originals.get(original).deepCopy();
    sample.put("id", id).put("response", response).put("demo_planted", planted);
    lines.add(Line.after(original, Line.expectRejected(sample, "deduplicate", reason)));
  }

  /**
   * Three texts of which the second lacks the head of the first, and the third also the tail: each
   * is nearly the one before it, but the third is not nearly the first. So the second goes and the
   * third stays.
   */
  private void addChain(ClinicalCase patient, int number) {
    Answers answers = new Answers("note", MultipleChoice.of(patient, number), number);
    List<String> sentences = Sentences.split(answers.right(0));
    String second = String.join("", sentences.subList(CUT, sentences.size()));
    String third = String.join("", sentences.subList(CUT, sentences.size() - CUT));
    String first = "chain-%02d-a".formatted(number);
    String middle = "chain-%02d-b".formatted(number);
    lines.add(
        Line.of(Line.expectAccepted(link(answers, first, "chain-a", String.join("", sentences)))));
    ObjectNode link = link(answers, middle, "chain-b", second);
    lines.add(Line.after(first, Line.expectRejected(link, "deduplicate", "NEAR_DUPLICATE")));
    String last = "chain-%02d-c".formatted(number);
    lines.add(
        Line.after(middle, Line.expectAccepted(link(answers, last, "chain-c", third.strip()))));
  }

  private static ObjectNode link(Answers answers, String id, String planted, String response) {
    return Line.sample(id, "notes", "public_medical", answers.prompt(0))
        .put("response", response)
        .put("demo_planted", planted);
  }
}
