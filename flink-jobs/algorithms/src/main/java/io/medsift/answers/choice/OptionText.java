package io.medsift.answers.choice;

import io.medsift.answers.response.FinalText;
import io.medsift.answers.text.TextNormaliser;
import java.util.Locale;

/** One option. Its normal form is made when it is first needed: a lone letter needs none. */
final class OptionText {
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
    String key = FinalText.fold(letter).strip().toUpperCase(Locale.ROOT);
    boolean single = key.length() == 1 && key.charAt(0) >= 'A' && key.charAt(0) <= 'Z';
    return single ? new OptionText(key, text == null ? "" : text) : null;
  }

  /** Where the text begins after a label with the option's own letter; 0 where it has none. */
  static int labelEnd(String letter, String text) {
    if (text == null || letter.length() > KEY_LIMIT) {
      return 0;
    }
    String key = FinalText.fold(letter).strip().toUpperCase(Locale.ROOT);
    String folded = FinalText.fold(text.substring(0, Math.min(text.length(), LABEL_LIMIT)));
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
}
