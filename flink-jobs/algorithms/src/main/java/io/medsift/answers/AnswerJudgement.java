package io.medsift.answers;

import io.medsift.answers.gold.Gold;
import io.medsift.answers.number.Quantity;
import io.medsift.answers.reading.AnswerReading;
import io.medsift.answers.reading.ExtractionRule;
import io.medsift.answers.reading.Found;
import io.medsift.answers.response.FinalText;
import io.medsift.text.Text;

/** Compares a found answer with the gold. */
record AnswerJudgement(Gold gold, FinalText finalText, Found found) {
  AnswerCheck check() {
    AnswerReading reading = found.reading();
    if (!reading.isDecided()) {
      return verdict(AnswerCheck.Outcome.UNVERIFIABLE, reading.note());
    }
    return gold.quantity() != null ? quantity(reading) : choice(reading);
  }

  private AnswerCheck choice(AnswerReading reading) {
    if (reading.key().equals(gold.value())) {
      return gold.order() == null || gold.order().equals(statedOrder(reading))
          ? verdict(AnswerCheck.Outcome.CORRECT, null)
          : verdict(
              AnswerCheck.Outcome.UNVERIFIABLE, "The reference may be an order of the options.");
    }
    boolean single = gold.value().length() == 1;
    if (reading.namesTexts()) {
      return new AnswerCheck(
          AnswerCheck.Outcome.UNVERIFIABLE,
          null,
          gold.value(),
          found.rule(),
          span(),
          "The answer names the texts of several options.",
          finalText.overrun());
    }
    if (reading.kind() == AnswerReading.Kind.LETTER_RUN && single) {
      return verdict(
          AnswerCheck.Outcome.UNVERIFIABLE, "The letters may be a list or an abbreviation.");
    }
    if (reading.byLetter() && reading.key().length() > 1 && single) {
      return gold.options().hasCombination()
          ? verdict(
              AnswerCheck.Outcome.UNVERIFIABLE,
              "The response names several letters and an option may stand for them.")
          : verdict(AnswerCheck.Outcome.WRONG, "The response names several letters.");
    }
    return verdict(AnswerCheck.Outcome.WRONG, null);
  }

  /** The letters of the options in the order in which the response names them. */
  private String statedOrder(AnswerReading reading) {
    StringBuilder order = new StringBuilder();
    String text = finalText.text();
    int end = Math.min(reading.stop(), text.length());
    for (int at = reading.start(); at < end; at++) {
      String letter = text.substring(at, at + 1);
      boolean alone =
          reading.kind() == AnswerReading.Kind.LETTER_RUN
              || ((at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
                  && (at + 1 >= end || !Character.isLetterOrDigit(text.charAt(at + 1))));
      if (alone && gold.value().contains(letter) && order.indexOf(letter) < 0) {
        order.append(letter);
      }
    }
    return order.toString();
  }

  private AnswerCheck quantity(AnswerReading reading) {
    Quantity expected = gold.quantity();
    Quantity actual = Quantity.parse(reading.key());
    if (actual == null) {
      return verdict(AnswerCheck.Outcome.UNVERIFIABLE, "The answer is not a number.");
    }
    if (expected.hasUnit() && !expected.unit().equals(actual.unit())) {
      return verdict(
          AnswerCheck.Outcome.UNVERIFIABLE, "The unit of the answer is not that of the reference.");
    }
    if (expected.isPair() || expected.isReducible() || actual.isPair()) {
      return pair(expected, actual);
    }
    if (isExclaimed(reading)
        && (found.rule() == ExtractionRule.BOXED || expected.isFactorialOf(actual))) {
      return verdict(
          AnswerCheck.Outcome.UNVERIFIABLE, "The exclamation mark may be that of a factorial.");
    }
    if (expected.equalsExactly(actual)) {
      return verdict(AnswerCheck.Outcome.CORRECT, null);
    }
    boolean percentUnclear =
        expected.percent() != actual.percent()
            && expected.withoutPercent().equalsExactly(actual.withoutPercent());
    if (percentUnclear) {
      return verdict(
          AnswerCheck.Outcome.UNVERIFIABLE,
          "One of the two numbers is a percentage and the other is not.");
    }
    return actual.isNear(expected)
        ? verdict(
            AnswerCheck.Outcome.UNVERIFIABLE, "The number is near the reference, perhaps rounded.")
        : verdict(AnswerCheck.Outcome.WRONG, null);
  }

  private boolean isExclaimed(AnswerReading reading) {
    String text = finalText.text();
    int end = Math.min(reading.end(), text.length());
    return reading.key().endsWith("!") || (end < text.length() && text.charAt(end) == '!');
  }

  /** Two values are compared as they are written; only a fraction is worth another one. */
  private AnswerCheck pair(Quantity expected, Quantity actual) {
    if (expected.sameTerms(actual)) {
      return verdict(AnswerCheck.Outcome.CORRECT, null);
    }
    boolean fraction = !expected.isPair() && !expected.isReducible() && expected.terms() != null;
    if (fraction && expected.equalsExactly(actual)) {
      return verdict(AnswerCheck.Outcome.CORRECT, null);
    }
    boolean otherValue = expected.isPair() || !expected.equalsExactly(actual);
    return expected.terms() != null && actual.terms() != null && otherValue
        ? verdict(AnswerCheck.Outcome.WRONG, null)
        : verdict(
            AnswerCheck.Outcome.UNVERIFIABLE,
            "One of the two is a pair of values and may not be a fraction.");
  }

  private AnswerCheck verdict(AnswerCheck.Outcome outcome, String note) {
    String extracted = found.reading().isDecided() ? found.reading().key() : null;
    return new AnswerCheck(
        outcome, extracted, gold.value(), found.rule(), span(), note, finalText.overrun());
  }

  private String span() {
    int end = Math.min(found.end(), finalText.literal().length());
    int start = Math.min(found.start(), end);
    return Text.head(finalText.literal().substring(start, end), AnswerCheck.SPAN_LIMIT).strip();
  }
}
