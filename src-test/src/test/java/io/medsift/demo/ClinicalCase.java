package io.medsift.demo;

import java.util.List;

/**
 * A patient, a question, and sentences that argue for the answer and against each other option.
 *
 * @param against for each of {@code others}, why it is not the answer
 */
record ClinicalCase(
    String id,
    String vignette,
    String question,
    String answer,
    List<String> others,
    List<String> against,
    String firstClue,
    String secondClue,
    String mechanism,
    String next) {

  static List<ClinicalCase> english() {
    return Card.read("cases.txt").stream().map(ClinicalCase::of).toList();
  }

  static List<ClinicalCase> chinese() {
    return Card.read("cases-zh.txt").stream().map(ClinicalCase::of).toList();
  }

  private static ClinicalCase of(Card card) {
    List<String[]> others =
        card.all("other").stream().map(other -> other.split(" \\| ", 2)).toList();
    return new ClinicalCase(
        card.one("id"),
        card.one("vignette"),
        card.one("ask"),
        card.one("answer"),
        others.stream().map(other -> other[0]).toList(),
        others.stream().map(other -> other[1]).toList(),
        card.all("clue").get(0),
        card.all("clue").get(1),
        card.one("mechanism"),
        card.one("next"));
  }

  boolean isChinese() {
    return id.startsWith("zh-");
  }
}
