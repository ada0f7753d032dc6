package io.medsift.answers;

import static java.util.Objects.requireNonNull;

import io.medsift.answers.choice.AllowedAnswers;
import io.medsift.answers.choice.ChoiceReader;
import io.medsift.answers.gold.Gold;
import io.medsift.answers.number.QuantityReader;
import io.medsift.answers.reading.AnswerReader;
import io.medsift.answers.reading.Found;
import io.medsift.answers.response.FinalText;
import io.medsift.answers.response.NextTurn;
import io.medsift.sample.Reference;
import java.util.Map;

/**
 * Compares the final answer of a response with the reference answer, by rules alone.
 *
 * <p>CORRECT needs one final answer that is the reference. What contradicts itself is UNVERIFIABLE:
 * two boxes or sentences with different answers, a box beside a sentence with another answer, a
 * letter with the text of another option. Several letters against one ("A and C") are WRONG, unless
 * an option stands for a combination; letters run together ("AD") against one are UNVERIFIABLE,
 * since they may be an abbreviation. A phrase or a number with a unit that the reference lacks the
 * words for is left to a model.
 *
 * <p>Has no state and may be shared by threads. Looks at the last {@value FinalText#TAIL}
 * characters of the response and takes time linear in them.
 */
public final class AnswerVerifier {
  /**
   * Checks one response.
   *
   * @param response the response, with its reasoning before {@code </think>} or without it
   * @param options letter to text; empty where the question has none
   * @param reference the answer that counts as right
   */
  public AnswerCheck check(String response, Map<String, String> options, Reference reference) {
    requireNonNull(response, "response is null");
    requireNonNull(options, "options is null");
    requireNonNull(reference, "reference is null");
    NumberedOptions numbered = NumberedOptions.of(options);
    if (numbered != null) {
      return numbered.numbered(
          checkLettered(
              numbered.response(response), numbered.options(), numbered.reference(reference)),
          response);
    }
    AnswerCheck check = checkLettered(response, options, reference);
    return NumberedOptions.isOfTwo(check.extracted(), options)
        ? AnswerCheck.unread(
            AnswerCheck.Outcome.UNVERIFIABLE,
            check.gold(),
            "The number may be that of one option or the text of another.")
        : check;
  }

  private AnswerCheck checkLettered(
      String response, Map<String, String> options, Reference reference) {
    FinalText finalText = FinalText.of(response);
    if (finalText.truncated()) {
      return AnswerCheck.unread(
          AnswerCheck.Outcome.TRUNCATED,
          reference.value(),
          "The response ends inside its reasoning.");
    }
    Gold gold = Gold.resolve(reference, options);
    if (!gold.isResolved()) {
      return AnswerCheck.unread(AnswerCheck.Outcome.UNVERIFIABLE, gold.value(), gold.note());
    }
    if (finalText.text().isEmpty()) {
      return AnswerCheck.unread(
          AnswerCheck.Outcome.UNVERIFIABLE, gold.value(), "The response has no final answer.");
    }
    AllowedAnswers answers = gold.quantity() == null ? gold.options() : AllowedAnswers.phrase("");
    AnswerReader reader =
        gold.quantity() == null
            ? new ChoiceReader(answers, gold.isSeveral())
            : new QuantityReader();
    Found found = null;
    for (NextTurn.Label label : NextTurn.labels(finalText.text())) {
      FinalText before = finalText.beforeNextTurn(label.at());
      found = new AnswerFinder(before.text(), answers, reader).find();
      if (found != null) {
        finalText = before;
        break;
      }
    }
    if (found == null) {
      found = new AnswerFinder(finalText.text(), answers, reader).find();
    }
    if (found == null) {
      return AnswerCheck.unread(
              AnswerCheck.Outcome.UNVERIFIABLE, gold.value(), "The response states no answer.")
          .overrunning(finalText.overrun());
    }
    return new AnswerJudgement(gold, finalText, found).check();
  }
}
