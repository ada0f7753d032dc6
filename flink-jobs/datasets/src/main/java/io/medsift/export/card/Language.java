package io.medsift.export.card;

import java.util.Locale;

/**
 * The language of a text, guessed from its letters: Chinese if a fifth of them are Han, Japanese if
 * that is with Kana, Korean if a fifth are Hangul; else English where there are Latin letters.
 */
public enum Language {
  EN,
  ZH,
  JA,
  KO,
  /** Has no letter of these scripts. */
  UND;

  private static final int SHARE = 5;

  /** The code of the language by ISO 639. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Language of(String text) {
    int han = 0;
    int kana = 0;
    int hangul = 0;
    int latin = 0;
    for (int i = 0; i < text.length(); ) {
      int letter = text.codePointAt(i);
      i += Character.charCount(letter);
      if (isLatin(letter)) {
        latin++;
      } else if (isHan(letter)) {
        han++;
      } else if (isBetween(letter, 0x3041, 0x30FF)) {
        kana++;
      } else if (isBetween(letter, 0xAC00, 0xD7A3)) {
        hangul++;
      }
    }
    int letters = han + kana + hangul + latin;
    if (letters == 0) {
      return UND;
    }
    if (SHARE * hangul >= letters) {
      return KO;
    }
    if (SHARE * (han + kana) >= letters) {
      return 10 * kana >= han + kana ? JA : ZH;
    }
    return EN;
  }

  private static boolean isLatin(int letter) {
    return isBetween(letter, 'A', 'Z')
        || isBetween(letter, 'a', 'z')
        || isBetween(letter, 0xC0, 0x24F);
  }

  private static boolean isHan(int letter) {
    return isBetween(letter, 0x4E00, 0x9FFF)
        || isBetween(letter, 0x3400, 0x4DBF)
        || isBetween(letter, 0x20000, 0x2FA1F);
  }

  private static boolean isBetween(int letter, int first, int last) {
    return letter >= first && letter <= last;
  }
}
