package io.medsift.answers;

/** Reads the answer around an English noun: "answer", "correct option", "final decision". */
final class EnglishAnchors {
  private static final String ANSWER = "answer";
  private static final String ABBREVIATION = "ans";
  private static final String DECISION = "decision";

  private final String text;
  private final int end;
  private final AnswerReader reader;
  private final AnnouncedReader announced;
  private final AnswerBeforeNoun beforeNoun;

  EnglishAnchors(String text, int end, AnswerReader reader, AnnouncedReader announced) {
    this.text = text;
    this.end = end;
    this.reader = reader;
    this.announced = announced;
    this.beforeNoun = new AnswerBeforeNoun(text, reader);
  }

  /** The answer announced by "answer" or "ans:" at {@code at}, or null. */
  Found answer(int at) {
    if (!noun(at, ANSWER)) {
      return abbreviated(at);
    }
    Found field = AnswerField.read(text, at, at + ANSWER.length(), end, reader);
    if (field != null) {
      return field;
    }
    String before = Words.before(text, at, AnchorWords.MARKS);
    return AnchorWords.DISQUALIFIERS.contains(before)
        ? null
        : around(at, ANSWER, AnchorWords.QUALIFIERS.contains(before));
  }

  private Found abbreviated(int at) {
    int after = at + ABBREVIATION.length();
    boolean abbreviation =
        noun(at, ABBREVIATION)
            && after < end
            && (text.charAt(after) == ':' || text.charAt(after) == '.');
    Reading reading = abbreviation ? announced.at(after + 1) : null;
    return reading == null ? null : AnnouncedReader.found(reading);
  }

  /** The answer announced by a noun at {@code at} that means it only with a word such as "best". */
  Found qualified(int at, String noun) {
    if (!noun(at, noun)) {
      return null;
    }
    Found field = AnswerField.read(text, at, at + noun.length(), end, reader);
    if (field != null) {
      return field;
    }
    return AnchorWords.QUALIFIERS.contains(Words.before(text, at, AnchorWords.MARKS))
        ? around(at, noun, true)
        : null;
  }

  /** The answer announced by "decision" at {@code at}, or null. */
  Found decision(int at) {
    return noun(at, DECISION) ? afterNoun(at, DECISION, true) : null;
  }

  private Found around(int at, String noun, boolean qualified) {
    Found before = beforeNoun.read(at);
    return before != null ? before : afterNoun(at, noun, qualified);
  }

  private Found afterNoun(int at, String noun, boolean qualified) {
    int after = at + noun.length();
    int from = after < end && text.charAt(after) == 's' ? after + 1 : after;
    return new AnswerAfterNoun(text, end, announced, at, from, qualified).read();
  }

  /** Whether the noun stands at {@code at} as a word, perhaps in the plural. */
  private boolean noun(int at, String noun) {
    int after = at + noun.length();
    return text.regionMatches(true, at, noun, 0, noun.length())
        && after <= end
        && (at == 0
            || !LatexWrappers.isAsciiLetter(text.charAt(at - 1))
            || (text.charAt(at - 1) == 'n' && at > 1 && text.charAt(at - 2) == '\\'))
        && (after == end
            || !LatexWrappers.isAsciiLetter(text.charAt(after))
            || (text.charAt(after) == 's'
                && (after + 1 == end || !LatexWrappers.isAsciiLetter(text.charAt(after + 1)))));
  }
}
