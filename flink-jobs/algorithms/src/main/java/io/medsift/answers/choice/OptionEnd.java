package io.medsift.answers.choice;

/** Tells where an option that a piece of text begins with may end: before a mark or a reason. */
final class OptionEnd {
  private static final String[] REASON_WORDS = {
    "because", "since", "as", "due", "which", "given", "based", "according", "with the"
  };

  private OptionEnd() {}

  /**
   * Whether a text that is {@code length} long may end there, given what follows.
   *
   * @param commaEndsText whether a comma does
   */
  static boolean at(String normalised, int length, boolean commaEndsText) {
    if (length == normalised.length()) {
      return true;
    }
    char next = normalised.charAt(length);
    return switch (next) {
      case ';', ':', '!', '?', ')', ']', '。', '、' -> true;
      case ',' -> commaEndsText && !digitAt(normalised, length + 1);
      case '.' -> length + 1 < normalised.length() && normalised.charAt(length + 1) == ' ';
      case ' ' -> !isFormula(normalised, length) && reasonAt(normalised, length + 1);
      default -> false;
    };
  }

  /** Whether a minus with another number follows a number. */
  private static boolean isFormula(String text, int at) {
    return at > 0
        && Character.isDigit(text.charAt(at - 1))
        && text.startsWith(" - ", at)
        && digitAt(text, at + 3);
  }

  private static boolean digitAt(String text, int at) {
    return at < text.length() && Character.isDigit(text.charAt(at));
  }

  private static boolean reasonAt(String text, int at) {
    if (at < text.length() && "(-[".indexOf(text.charAt(at)) >= 0) {
      return true;
    }
    for (String word : REASON_WORDS) {
      int end = at + word.length();
      if (text.startsWith(word, at) && (end == text.length() || text.charAt(end) == ' ')) {
        return true;
      }
    }
    return false;
  }
}
