package io.medsift.prompts;

import io.medsift.text.Text;
import io.medsift.verdict.PromptCounts;
import io.medsift.verdict.PromptDecision.WrongAnswer;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts the responses to one prompt. Used once. */
public final class PromptTally {
  /** Maximum length of an answer that is distinguished from others and shown. */
  public static final int ANSWER_LENGTH = 200;

  private final Map<ResponseOutcome, Integer> outcomes = new EnumMap<>(ResponseOutcome.class);
  private final Map<String, WrongAnswer> wrong = new LinkedHashMap<>();

  /**
   * Counts one response. Answers that differ only in case and outer white space are one, spelt as
   * the first.
   *
   * @param answer that was read from it, null where none could be
   */
  public void add(ResponseOutcome outcome, String answer) {
    outcomes.merge(outcome, 1, Integer::sum);
    if (outcome == ResponseOutcome.WRONG && answer != null && !answer.isBlank()) {
      String shown = Text.head(answer.strip(), ANSWER_LENGTH);
      wrong.merge(
          Text.lowerCase(shown),
          new WrongAnswer(shown, 1),
          (first, one) -> new WrongAnswer(first.answer(), first.count() + 1));
    }
  }

  /** The responses by outcome. */
  public PromptCounts counts() {
    return new PromptCounts(
        count(ResponseOutcome.CORRECT),
        count(ResponseOutcome.WRONG),
        count(ResponseOutcome.TRUNCATED),
        count(ResponseOutcome.UNVERIFIABLE),
        count(ResponseOutcome.NOT_VERIFIED));
  }

  /** What the wrong ones answered, the most frequent first, then the one that came first. */
  public List<WrongAnswer> wrongAnswers(int most) {
    return wrong.values().stream()
        .sorted(Comparator.comparingInt(WrongAnswer::count).reversed())
        .limit(most)
        .toList();
  }

  private int count(ResponseOutcome outcome) {
    return outcomes.getOrDefault(outcome, 0);
  }
}
