package io.medsift.answers;

/** Reads "C is the correct answer" from its noun backwards. */
final class AnswerBeforeNoun {
  private static final int WORD_LIMIT = 10;
  private static final int TOKEN_LIMIT = 12;
  private static final String CLAUSE_ENDS = ".,;:\n。";

  private final String text;
  private final AnswerReader reader;

  AnswerBeforeNoun(String text, AnswerReader reader) {
    this.text = text;
    this.reader = reader;
  }

  /** The letter that is said to be what the noun at {@code nounStart} names, or null. */
  Found read(int nounStart) {
    int tokenEnd = verbBefore(nounStart);
    if (tokenEnd < 0) {
      return null;
    }
    while (tokenEnd > 0 && text.charAt(tokenEnd - 1) == ' ') {
      tokenEnd--;
    }
    int tokenStart = tokenEnd;
    while (tokenStart > 0
        && tokenEnd - tokenStart < TOKEN_LIMIT
        && text.charAt(tokenStart - 1) > ' ') {
      tokenStart--;
    }
    LetterToken token = LetterToken.at(text, tokenStart, tokenEnd);
    if (token == null
        || token.style() != LetterToken.Style.ALONE
        || Doubts.before(text, tokenStart)
        || isPartOfAName(token, tokenStart)) {
      return null;
    }
    Reading reading = reader.readWhole(text, tokenStart, tokenEnd);
    return reading == null || !reading.byLetter() ? null : AnnouncedReader.found(reading);
  }

  /** Where the "is" before the noun and the words that praise it begins, or -1. */
  private int verbBefore(int nounStart) {
    int at = nounStart;
    String word = Words.before(text, at, AnchorWords.MARKS);
    boolean praised = false;
    for (int words = 0; words < WORD_LIMIT && praises(word); words++) {
      praised |= !word.equals("the");
      at = text.lastIndexOf(word.charAt(word.length() - 1), at - 1) - word.length() + 1;
      at = Words.start(text, at);
      word = Words.before(text, at, AnchorWords.MARKS);
    }
    return praised && word.equals("is") ? text.lastIndexOf("is", at) : -1;
  }

  private static boolean praises(String word) {
    return AnchorWords.QUALIFIERS.contains(word) || word.equals("most") || word.equals("the");
  }

  /** Whether a letter without marks follows a word that gives it another meaning: "vitamin C". */
  private boolean isPartOfAName(LetterToken token, int tokenStart) {
    boolean bare = token.end() == token.start() + 1;
    String before = Words.before(text, tokenStart, AnchorWords.MARKS);
    return bare
        && !before.isEmpty()
        && !AnchorWords.BEFORE_BARE_LETTER.contains(before)
        && tokenStart > 0
        && text.charAt(tokenStart - 1) == ' '
        && !followsClause(tokenStart);
  }

  private boolean followsClause(int tokenStart) {
    int at = tokenStart - 1;
    while (at > 0 && text.charAt(at) == ' ') {
      at--;
    }
    return CLAUSE_ENDS.indexOf(text.charAt(at)) >= 0;
  }
}
