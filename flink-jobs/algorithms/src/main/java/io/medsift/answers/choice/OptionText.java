package io.medsift.answers.choice;

import io.medsift.answers.text.AsciiFolding;
import io.medsift.answers.text.TextNormaliser;
import io.medsift.answers.text.WordBounds;
import java.util.Locale;
import java.util.Set;

/** One option. Its normal form is made when it is first needed: a lone letter needs none. */
final class OptionText {
  private static final String[] REASON_WORDS = {
    "because", "since", "as", "due", "which", "given", "based", "according", "with the"
  };
  private static final String[] COMBINATION_WORDS = {
    "all of the",
    "all of these",
    "all of above",
    "all the above",
    "both of",
    "any of the above",
    "以上",
    "均",
    "都"
  };
  private static final String[] JOINTS = {" and ", " & ", ", ", "+", " + ", "和", "、"};

  private static final Set<String> DECISIONS =
      Set.of("yes", "no", "maybe", "是", "是的", "否", "不是", "不确定");
  private static final int KEY_LIMIT = 32;

  private static final int LABEL_LIMIT = 32;

  private final String key;
  private final String text;
  private String folded;
  private String cased;

  OptionText(String key, String text) {
    this.key = key;
    this.text = text;
  }

  /** The option of a letter, or null where the key is none. */
  static OptionText ofLetter(String letter, String text) {
    if (letter.length() > KEY_LIMIT) {
      return null;
    }
    String key = AsciiFolding.fold(letter).strip().toUpperCase(Locale.ROOT);
    boolean single = key.length() == 1 && key.charAt(0) >= 'A' && key.charAt(0) <= 'Z';
    return single ? new OptionText(key, text == null ? "" : text) : null;
  }

  /**
   * Returns where the text begins after a label with the option's own letter; 0 where it has none.
   */
  static int labelEnd(String letter, String text) {
    if (text == null || letter.length() > KEY_LIMIT) {
      return 0;
    }
    String key = AsciiFolding.fold(letter).strip().toUpperCase(Locale.ROOT);
    String folded = AsciiFolding.fold(text.substring(0, Math.min(text.length(), LABEL_LIMIT)));
    int at = 0;
    while (at < folded.length() && " ([*".indexOf(folded.charAt(at)) >= 0) {
      at++;
    }
    if (key.length() != 1 || !folded.regionMatches(true, at, key, 0, 1)) {
      return 0;
    }
    int end = at + 1;
    while (end < folded.length() && " .:)]、*-".indexOf(folded.charAt(end)) >= 0) {
      end++;
    }
    boolean marked = end > at + 1 && !folded.substring(at + 1, end).isBlank();
    return marked && end < folded.length() ? end : 0;
  }

  String key() {
    return key;
  }

  /** As the question has it. */
  String text() {
    return text;
  }

  /** In normal form. */
  String folded() {
    if (folded == null) {
      folded = TextNormaliser.normalise(text);
    }
    return folded;
  }

  /** In normal form but for the case of its letters. */
  String cased() {
    if (cased == null) {
      cased = TextNormaliser.normalise(text, 0, text.length(), false);
    }
    return cased;
  }

  boolean isDecision() {
    return DECISIONS.contains(folded());
  }

  /**
   * Returns whether the option stands for several others: "all of the above", "both A and B", 以上都是.
   */
  boolean isCombination() {
    String folded = folded();
    for (String word : COMBINATION_WORDS) {
      if (folded.contains(word)) {
        return true;
      }
    }
    return joinsLetters(folded);
  }

  /** Returns whether the text joins two single letters, as "a and c" and "both A & B" do. */
  private static boolean joinsLetters(String folded) {
    int length = folded.length();
    for (int at = 0; at < length; at++) {
      boolean letter =
          WordBounds.isAsciiLetter(folded.charAt(at))
              && (at == 0 || !Character.isLetterOrDigit(folded.charAt(at - 1)));
      int after = at + 1;
      if (letter) {
        for (String joint : JOINTS) {
          int second = after + joint.length();
          if (folded.startsWith(joint, after)
              && second < length
              && WordBounds.isAsciiLetter(folded.charAt(second))
              && (second + 1 == length || !Character.isLetterOrDigit(folded.charAt(second + 1)))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /**
   * Returns whether a text that is {@code length} long may end there, given what follows.
   *
   * @param commaEndsText whether a comma does
   */
  static boolean mayEndAt(String normalised, int length, boolean commaEndsText) {
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

  /** Returns whether a minus with another number follows a number. */
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
