package io.medsift.text;

/**
 * Cyrillic and Greek letters that stand in a word in place of Latin ones that look the same, or
 * Latin ones in a Cyrillic or Greek word: a word of two scripts is written in one where each letter
 * allows it. Words of one script, as all ordinary ones are, stay as they are.
 */
public final class LookAlikes {
  private static final char FIRST = '\u0370';
  private static final char END = '\u0530';
  private static final char CYRILLIC = '\u0400';
  private static final char MATHEMATICAL = '\uD835';
  private static final int ASCII = 0x80;

  private static final String GREEK_LETTERS = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿοναικρυγχτηϲϳ";
  private static final String LIKE_GREEK = "ABEZHIKMNOPTYXCJovaikpuyxtncj";
  private static final String CYRILLIC_LETTERS = "АВЕЅІЈКМНОРСТУХԌԚԜҮӀаеѕіјорсухһԁԛԝѵӏү";
  private static final String LIKE_CYRILLIC = "ABESIJKMHOPCTYXGQWYIaesijopcyxhdqwvly";

  private static final char[] LATIN = new char[END - FIRST];
  private static final char[] TO_GREEK = new char[ASCII];
  private static final char[] TO_CYRILLIC = new char[ASCII];

  static {
    add(GREEK_LETTERS, LIKE_GREEK, TO_GREEK);
    add(CYRILLIC_LETTERS, LIKE_CYRILLIC, TO_CYRILLIC);
  }

  private final String text;
  private char[] folded;

  private LookAlikes(String text) {
    this.text = text;
  }

  /** The text with such words in one script, each letter in its place. */
  public static String folded(String text) {
    int at = nextForeign(text, 0);
    if (at == text.length()) {
      return text;
    }
    LookAlikes words = new LookAlikes(text);
    int end = 0;
    while (at < text.length()) {
      int start = at;
      while (start > end && isOfWord(text.charAt(start - 1))) {
        start--;
      }
      end = at + 1;
      while (end < text.length() && isOfWord(text.charAt(end))) {
        end++;
      }
      words.foldWord(start, end);
      at = nextForeign(text, end);
    }
    return words.folded == null ? text : new String(words.folded);
  }

  private static void add(String letters, String latin, char[] back) {
    for (int i = 0; i < letters.length(); i++) {
      LATIN[letters.charAt(i) - FIRST] = latin.charAt(i);
      if (back[latin.charAt(i)] == 0) {
        back[latin.charAt(i)] = letters.charAt(i);
      }
    }
  }

  private static int nextForeign(String text, int from) {
    int at = from;
    while (at < text.length() && !isForeign(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isForeign(char c) {
    return c >= FIRST && c < END && Character.isLetter(c);
  }

  private static boolean isOfWord(char c) {
    return Character.isSurrogate(c)
        || (Character.isLetterOrDigit(c) && !CodePoints.isWrittenWithoutSpaces(c))
        || CodePoints.isMark(c)
        || FoldedText.isInvisible(c);
  }

  private void foldWord(int start, int end) {
    int latin = 0;
    int greek = 0;
    int cyrillic = 0;
    boolean alike = true;
    boolean likeGreek = true;
    boolean likeCyrillic = true;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (isForeign(c)) {
        greek += c < CYRILLIC ? 1 : 0;
        cyrillic += c < CYRILLIC ? 0 : 1;
        alike &= LATIN[c - FIRST] != 0;
      } else if (Character.isLetter(c) || c == MATHEMATICAL) {
        latin++;
        likeGreek &= c < ASCII && TO_GREEK[c] != 0;
        likeCyrillic &= c < ASCII && TO_CYRILLIC[c] != 0;
      }
    }
    boolean toGreek = likeGreek && cyrillic == 0;
    boolean toCyrillic = likeCyrillic && greek == 0;
    if (latin == 0) {
      return;
    }
    if (toGreek && greek > latin) {
      replace(start, end, TO_GREEK, (char) 0);
    } else if (toCyrillic && (cyrillic > latin || !alike)) {
      replace(start, end, TO_CYRILLIC, (char) 0);
    } else if (alike) {
      replace(start, end, LATIN, FIRST);
    }
  }

  private void replace(int start, int end, char[] letters, char first) {
    if (folded == null) {
      folded = text.toCharArray();
    }
    for (int i = start; i < end; i++) {
      int number = folded[i] - first;
      if (number >= 0 && number < letters.length && letters[number] != 0) {
        folded[i] = letters[number];
      }
    }
  }
}
