package io.medsift.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Samples whose prompt is an item of an evaluation set, in the guises in which leaks come. */
final class Leaks {
  private static final List<String> FRAMES = Card.read("planted.txt").get(0).all("embed");
  private static final List<String> STOCK_PHRASES =
      Card.read("planted.txt").get(0).all("boilerplate");

  private final List<EvaluationItem> vignettes = EvaluationItem.of("ward-rounds");
  private final List<EvaluationItem> recall = EvaluationItem.of("short-recall");
  private final List<EvaluationItem> chinese = EvaluationItem.of("zh-clinic");
  private final List<Line> lines = new ArrayList<>();

  private Leaks() {}

  static List<Line> lines() {
    Leaks leaks = new Leaks();
    leaks.verbatim();
    leaks.withOptions();
    leaks.upperCase();
    leaks.embedded();
    leaks.chinese();
    leaks.stockPhrases();
    return leaks.lines;
  }

  private void verbatim() {
    for (EvaluationItem item : vignettes.subList(0, 3)) {
      open("leak-verbatim", item, item.question());
    }
    for (EvaluationItem item : recall.subList(0, 4)) {
      open("leak-verbatim", item, item.question());
    }
    for (EvaluationItem item : vignettes.subList(10, 12)) {
      bare("leak-verbatim", item, item.question());
    }
  }

  private void withOptions() {
    for (EvaluationItem item : vignettes.subList(3, 5)) {
      choice("leak-with-options", item);
    }
    for (EvaluationItem item : vignettes.subList(12, 16)) {
      ObjectNode sample =
          ReinforcementPrompts.sample(
              "leak-" + item.id(), item.question(), item.options(), item.answer());
      add("leak-with-options", sample);
    }
  }

  private void upperCase() {
    EvaluationItem first = vignettes.get(5);
    open("leak-paraphrase-free-upper-case", first, first.question().toUpperCase(Locale.ROOT));
    for (EvaluationItem item : vignettes.subList(16, 18)) {
      bare("leak-paraphrase-free-upper-case", item, item.question().toUpperCase(Locale.ROOT));
    }
  }

  private void embedded() {
    EvaluationItem first = vignettes.get(6);
    open("leak-embedded", first, FRAMES.get(0).replace("{}", first.question()));
    EvaluationItem second = vignettes.get(7);
    ObjectNode trace =
        Line.sample(
            "leak-" + second.id(),
            "leaks",
            "r1_trace",
            FRAMES.get(1).replace("{}", second.question()));
    trace.put("reasoning", second.explanation()).put("response", second.answerText() + ".");
    add("leak-embedded", trace);
    EvaluationItem third = vignettes.get(18);
    bare("leak-embedded", third, FRAMES.get(2).replace("{}", third.question()));
  }

  private void chinese() {
    open("leak-chinese", chinese.get(0), chinese.get(0).question());
    open("leak-chinese", chinese.get(1), FRAMES.get(3).replace("{}", chinese.get(1).question()));
    open("leak-chinese", chinese.get(3), chinese.get(3).question());
    choice("leak-chinese", chinese.get(4));
    for (EvaluationItem item : chinese.subList(9, 12)) {
      ObjectNode sample =
          ReinforcementPrompts.sample(
              "leak-" + item.id(), item.question(), item.options(), item.answer());
      add("leak-chinese", sample);
    }
  }

  /** No leaks, but the literal rule takes them for such: all they share is an examiner's phrase. */
  private void stockPhrases() {
    for (int i = 0; i < STOCK_PHRASES.size(); i++) {
      String[] parts = STOCK_PHRASES.get(i).split(" \\| ", 2);
      ObjectNode sample =
          Line.sample("phrase-%d".formatted(i), "open-questions", "public_medical", parts[0])
              .put("response", parts[1])
              .put("demo_planted", "shared-stock-phrase");
      lines.add(Line.of(Line.expectAccepted(sample)));
    }
  }

  private void open(String planted, EvaluationItem item, String prompt) {
    String response = "%s. %s".formatted(item.answerText(), item.explanation());
    add(
        planted,
        Line.sample("leak-" + item.id(), "leaks", "public_medical", prompt)
            .put("response", response));
  }

  private void choice(String planted, EvaluationItem item) {
    String prompt = item.question() + "\n" + MultipleChoice.lines(item.options());
    ObjectNode sample = Line.sample("leak-" + item.id(), "leaks", "synthetic_qa", prompt);
    sample.set("options", MultipleChoice.wire(item.options()));
    sample.putObject("reference").put("kind", "letter").put("value", item.answer());
    sample.put("response", "%s\n\n\\boxed{%s}".formatted(item.explanation(), item.answer()));
    add(planted, sample);
  }

  private void bare(String planted, EvaluationItem item, String prompt) {
    ObjectNode sample = Line.sample("leak-" + item.id(), "leaks", "rl", prompt);
    sample.putObject("reference").put("kind", "letter").put("value", item.answer());
    add(planted, sample.put("label", item.answer()));
  }

  private void add(String planted, ObjectNode sample) {
    sample.put("demo_planted", planted);
    lines.add(Line.of(Line.expectRejected(sample, "decontaminate", null)));
  }
}
