package io.medsift.answers;

import io.medsift.codec.Text;

/** Compares a found answer with the gold. */
record AnswerJudgement(Gold gold, FinalText finalText, Found found) {
  AnswerCheck check() {
    Reading reading = found.reading();
    if (!reading.isDecided()) {
      return verdict(AnswerOutcome.UNVERIFIABLE, reading.note());
    }
    return gold.quantity() != null ? quantity(reading) : choice(reading);
  }

  private AnswerCheck choice(Reading reading) {
    if (reading.key().equals(gold.value())) {
      return verdict(AnswerOutcome.CORRECT, null);
    }
    boolean single = gold.value().length() == 1;
    if (reading.kind() == Reading.Kind.LETTER_RUN && single) {
      return verdict(AnswerOutcome.UNVERIFIABLE, "The letters may be a list or an abbreviation.");
    }
    if (reading.byLetter() && reading.key().length() > 1 && single) {
      return gold.options().hasCombination()
          ? verdict(
              AnswerOutcome.UNVERIFIABLE,
              "The response names several letters and an option may stand for them.")
          : verdict(AnswerOutcome.WRONG, "The response names several letters.");
    }
    return verdict(AnswerOutcome.WRONG, null);
  }

  private AnswerCheck quantity(Reading reading) {
    Quantity expected = gold.quantity();
    Quantity actual = Quantity.parse(reading.key());
    if (actual == null) {
      return verdict(AnswerOutcome.UNVERIFIABLE, "The answer is not a number.");
    }
    if (expected.hasUnit() && !expected.unit().equals(actual.unit())) {
      return verdict(
          AnswerOutcome.UNVERIFIABLE, "The unit of the answer is not that of the reference.");
    }
    if (expected.equalsExactly(actual)) {
      return verdict(AnswerOutcome.CORRECT, null);
    }
    boolean percentUnclear =
        expected.percent() != actual.percent()
            && expected.withoutPercent().equalsExactly(actual.withoutPercent());
    if (percentUnclear) {
      return verdict(
          AnswerOutcome.UNVERIFIABLE,
          "One of the two numbers is a percentage and the other is not.");
    }
    return actual.isNear(expected)
        ? verdict(AnswerOutcome.UNVERIFIABLE, "The number is near the reference, perhaps rounded.")
        : verdict(AnswerOutcome.WRONG, null);
  }

  private AnswerCheck verdict(AnswerOutcome outcome, String note) {
    String extracted = found.reading().isDecided() ? found.reading().key() : null;
    return new AnswerCheck(outcome, extracted, gold.value(), found.rule(), span(), note);
  }

  private String span() {
    int end = Math.min(found.end(), finalText.literal().length());
    int start = Math.min(found.start(), end);
    return Text.head(finalText.literal().substring(start, end), AnswerCheck.SPAN_LIMIT).strip();
  }
}
