package io.medsift.sources.catalogue;

import io.medsift.sources.cells.GoldAnswer;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The answer of a MedReason row without what its makers put around it.
 *
 * @param form how it was written
 * @param letter of the option that it is; null where it is none, or several
 * @param words the answer itself
 */
record MedReasonAnswer(String form, String letter, String words) {
  private static final Pattern LETTERED = Pattern.compile("^\\(([A-Z])\\)\\s*(.*)", Pattern.DOTALL);
  private static final Pattern DECISION =
      Pattern.compile("^The final decision is:?\\s*(yes|no|maybe)\\b", Pattern.CASE_INSENSITIVE);
  private static final String EXPLANATION = ". Explanation:";

  static MedReasonAnswer of(String answer, Map<String, String> options) {
    String text = answer.strip();
    Matcher decision = DECISION.matcher(text);
    if (decision.find()) {
      String word = decision.group(1);
      return new MedReasonAnswer("final decision", GoldAnswer.letterOf(word, options), word);
    }
    if (options.isEmpty()) {
      return new MedReasonAnswer("no options", null, withoutExplanation(text));
    }
    String letter = GoldAnswer.letterOf(text, options);
    if (letter != null) {
      return new MedReasonAnswer("text of an option", letter, text);
    }
    Matcher lettered = LETTERED.matcher(text);
    if (lettered.matches()) {
      String same = GoldAnswer.letterOf(lettered.group(2), options);
      if (lettered.group(1).equals(same)) {
        return new MedReasonAnswer("(letter) text", same, lettered.group(2));
      }
    }
    String words = withoutExplanation(text);
    letter = GoldAnswer.letterOf(words, options);
    return letter == null
        ? new MedReasonAnswer("no letter", null, words)
        : new MedReasonAnswer("text. Explanation:", letter, words);
  }

  private static String withoutExplanation(String text) {
    int end = text.indexOf(EXPLANATION);
    return end < 0 ? text : text.substring(0, end);
  }
}
