package io.medsift.answers;

/**
 * A reference answer in the form in which it is compared.
 *
 * @param value the option letter or letters, the decision, the number or the phrase
 * @param options what a response may answer; null where the gold is a number or unresolved
 * @param quantity the number, or null
 * @param note why the rules cannot use the reference, or null where they can
 */
record Gold(String value, AnswerOptions options, Quantity quantity, String note) {
  static Gold choice(String keys, AnswerOptions options) {
    return new Gold(keys, options, null, null);
  }

  static Gold quantity(String value, Quantity quantity) {
    return new Gold(value, null, quantity, null);
  }

  static Gold unresolved(String value, String note) {
    return new Gold(value, null, null, note);
  }

  boolean isResolved() {
    return note == null;
  }
}
