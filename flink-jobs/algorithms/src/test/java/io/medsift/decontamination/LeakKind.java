package io.medsift.decontamination;

import io.medsift.decontamination.index.EvaluationItem;
import java.util.Locale;

/** Ways in which an evaluation item turns up among training prompts. */
enum LeakKind {
  VERBATIM,
  OPTIONS,
  UPPER_CASE,
  EXTRA_SPACES,
  INSTRUCTION,
  PREFIXED,
  EMBEDDED,
  EMBEDDED_OPTIONS,
  TRUNCATED_70,
  TRUNCATED_50;

  /**
   * @param before text to embed the item after
   * @param after text to embed the item before
   */
  String plant(EvaluationItem item, String before, String after) {
    String question = item.question();
    return switch (this) {
      case VERBATIM -> question;
      case OPTIONS -> item.questionWithOptions();
      case UPPER_CASE -> question.toUpperCase(Locale.ROOT);
      case EXTRA_SPACES -> "  " + question.replace(" ", "  ") + " \n";
      case INSTRUCTION ->
          question + "\nPlease reason step by step, and put your final answer within \\boxed{}.";
      case PREFIXED ->
          (isChinese(question)
                  ? "请帮我看看这道题："
                  : "I am studying for my board exam and got stuck on this one, can you help me? ")
              + question;
      case EMBEDDED -> before + "\n" + question + "\n" + after;
      case EMBEDDED_OPTIONS -> before + "\n" + item.questionWithOptions() + "\n" + after;
      case TRUNCATED_70 -> truncate(question, 0.7);
      case TRUNCATED_50 -> truncate(question, 0.5);
    };
  }

  static boolean isChinese(String text) {
    return text.codePoints().filter(Character::isIdeographic).count() * 3 > text.length();
  }

  private static String truncate(String text, double share) {
    int points = (int) (text.codePointCount(0, text.length()) * share);
    return text.substring(0, text.offsetByCodePoints(0, points));
  }
}
