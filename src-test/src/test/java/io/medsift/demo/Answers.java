package io.medsift.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts about one case, from the templates of {@code answers.txt}. A template is chosen by number;
 * its {@code {names}} are pieces of the case, and {@code \n} in it is a line break.
 */
final class Answers {
  private static final List<Card> TEMPLATES = Card.read("answers.txt");

  private final Card templates;
  private final Map<String, String> pieces = new HashMap<>();

  /**
   * @param form the templates to use: choice, explanation, trace or note
   * @param number sets the way to begin, and which of the other options is spoken of
   */
  Answers(String form, MultipleChoice choice, int number) {
    ClinicalCase patient = choice.patient();
    this.templates = find(form, patient.isChinese() ? "zh" : "en");
    pieces.put("lead", Sentences.leadIn(number));
    pieces.put("vignette", patient.vignette());
    pieces.put("question", patient.question());
    pieces.put("answer", patient.answer());
    pieces.put("Answer", Sentences.capital(patient.answer()));
    pieces.put("gold", choice.gold());
    pieces.put("clue1", patient.firstClue());
    pieces.put("clue2", patient.secondClue());
    pieces.put("mechanism", patient.mechanism());
    pieces.put("next", patient.next());
    for (int i = 0; i < patient.others().size(); i++) {
      putOther(Integer.toString(i), choice, i);
    }
    putOther("", choice, number % patient.others().size());
  }

  private void putOther(String suffix, MultipleChoice choice, int other) {
    pieces.put("other" + suffix, choice.patient().others().get(other));
    pieces.put("why" + suffix, choice.patient().against().get(other));
    pieces.put("letter" + suffix, choice.letterOfOther(other));
  }

  private static Card find(String form, String language) {
    return TEMPLATES.stream()
        .filter(card -> card.one("id").equals(form) && card.one("language").equals(language))
        .findFirst()
        .orElseThrow();
  }

  String prompt(int number) {
    return fill("prompt", number);
  }

  String trace() {
    return fill("trace", 0);
  }

  /** A response that is right. */
  String right(int number) {
    return fill("right", number);
  }

  /** A response that argues for another option. */
  String wrong(int number) {
    return fill("wrong", number);
  }

  /** A response that commits itself to nothing. */
  String open() {
    return fill("open", 0);
  }

  /** A response that stops inside its thoughts. */
  String cut() {
    return fill("cut", 0);
  }

  private String fill(String key, int number) {
    List<String> shapes = templates.all(key);
    String text = shapes.get(Math.floorMod(number, shapes.size())).replace("\\n", "\n");
    for (Map.Entry<String, String> piece : pieces.entrySet()) {
      text = text.replace("{" + piece.getKey() + "}", piece.getValue());
    }
    return text;
  }
}
