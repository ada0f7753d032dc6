package io.medsift.answers.gold;

import io.medsift.answers.choice.AllowedAnswers;
import io.medsift.answers.number.Quantity;

/**
 * A reference answer in the form in which it is compared.
 *
 * @param value the option letter or letters, the decision, the number or the phrase
 * @param options what a response may answer; null where the gold is a number or unresolved
 * @param quantity the number, or null
 * @param order the letters as the reference has them, where that may be an order of the options
 * @param note why the rules cannot use the reference, or null where they can
 */
public record Gold(
    String value, AllowedAnswers options, Quantity quantity, String order, String note) {
  static Gold choice(String keys, AllowedAnswers options) {
    return new Gold(keys, options, null, null, null);
  }

  /** Several options, by their letters in the order of the reference. */
  static Gold several(String letters, AllowedAnswers options) {
    StringBuilder sorted = new StringBuilder();
    letters.chars().sorted().forEach(letter -> sorted.append((char) letter));
    boolean inOrder = sorted.toString().equals(letters);
    return new Gold(sorted.toString(), options, null, inOrder ? null : letters, null);
  }

  public boolean isSeveral() {
    return options != null && options.readsLetters() && value.length() > 1;
  }

  static Gold quantity(String value, Quantity quantity) {
    return new Gold(value, null, quantity, null, null);
  }

  static Gold unresolved(String value, String note) {
    return new Gold(value, null, null, null, note);
  }

  public boolean isResolved() {
    return note == null;
  }
}
