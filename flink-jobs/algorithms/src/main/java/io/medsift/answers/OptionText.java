package io.medsift.answers;

import java.util.Locale;

/** One option. Its normal form is made when it is first needed: a lone letter needs none. */
final class OptionText {
  private static final int KEY_LIMIT = 32;

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
    String key = letter.strip().toUpperCase(Locale.ROOT);
    boolean single = key.length() == 1 && key.charAt(0) >= 'A' && key.charAt(0) <= 'Z';
    return single ? new OptionText(key, text == null ? "" : text) : null;
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
