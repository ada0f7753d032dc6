package io.medsift.answers.announcement;

import io.medsift.answers.choice.LetterToken;
import io.medsift.answers.reading.AnswerReader;
import io.medsift.answers.reading.AnswerReading;
import io.medsift.answers.reading.Found;
import io.medsift.answers.text.WordBounds;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads "C is the correct answer" from its noun backwards. */
final class AnswerBeforeNoun {
  private static final int WORD_LIMIT = 10;
  private static final int TOKEN_LIMIT = 12;
  private static final int SUBJECT_LIMIT = 200;
  private static final String CLAUSE_ENDS = ".,;:\n。";
  private static final Set<String> VERBS = Set.of("is", "are", "be");
  private static final Set<String> SEEMS = Set.of("seems", "appears", "has", "seem", "appear");

  /** "This makes C the correct" and "points to C as the" before "answer". */
  private static final Pattern COMPLEMENT =
      Pattern.compile(
          "\\b(?:(?:makes?|making|leaves?|leaving)(?: option| choice| answer)?"
              + " [*_(\\[\"]*+[A-Z][)\\]*_\"]*+|(?:to|get|choose|select|pick|identify)(?: option|"
              + " choice)? [*_(\\[\"]*+[A-Z][)\\]*_\"]*+(?= as))(?<end>)(?: as)? the (?:single"
              + " |most )?(?:correct |best |right |likely |appropriate |final )?$");

  private static final Set<String> AUXILIARIES = Set.of("would", "must", "should", "will");

  /** WordBounds before a subject that are no part of it. */
  private static final Set<String> LEADS =
      Set.of(
          "therefore",
          "thus",
          "hence",
          "so",
          "then",
          "that",
          "clearly",
          "option",
          "options",
          "choice",
          "and",
          "only",
          "both",
          "answer",
          "finally",
          "overall",
          "consequently",
          "letter",
          "statement",
          "conclusion",
          "in",
          "summary",
          "accordingly",
          "here",
          "since",
          "because");

  private final String text;
  private final AnswerReader reader;

  AnswerBeforeNoun(String text, AnswerReader reader) {
    this.text = text;
    this.reader = reader;
  }

  /**
   * The option that is said to be what the noun at {@code nounStart} names, or null.
   *
   * @param praise whether the noun itself says that the option is right
   */
  Found read(int nounStart, boolean praise) {
    int subjectEnd = verbBefore(nounStart, praise);
    if (subjectEnd < 0) {
      Matcher complement =
          COMPLEMENT.matcher(text).region(Math.max(0, nounStart - SUBJECT_LIMIT), nounStart);
      return complement.find() && !AnchorWords.deniedBefore(text, complement.start())
          ? letter(complement.start("end"))
          : null;
    }
    while (subjectEnd > 0 && text.charAt(subjectEnd - 1) == ' ') {
      subjectEnd--;
    }
    Found letter = letter(subjectEnd);
    return letter != null ? letter : subject(subjectEnd);
  }

  private Found letter(int tokenEnd) {
    int tokenStart = tokenEnd;
    while (tokenStart > 0
        && tokenEnd - tokenStart < TOKEN_LIMIT
        && text.charAt(tokenStart - 1) > ' ') {
      tokenStart--;
    }
    LetterToken token = LetterToken.at(text, tokenStart, tokenEnd);
    String before = WordBounds.before(text, tokenStart, AnchorWords.MARKS);
    if (token == null
        || token.style() != LetterToken.Style.ALONE
        || AnchorWords.doubtBefore(text, tokenStart)
        || before.equals("and")
        || before.equals("or")
        || (text.startsWith(" are", tokenEnd) && before.isEmpty())
        || isPartOfAName(token, tokenStart)) {
      return null;
    }
    AnswerReading reading = reader.readWhole(text, tokenStart, tokenEnd);
    return reading == null || !reading.byLetter() ? null : AnnouncedReader.found(reading);
  }

  /** The option that the whole subject of the verb is, from its clause or sentence on. */
  private Found subject(int end) {
    int limit = Math.max(0, end - SUBJECT_LIMIT);
    int clause = -1;
    int start = end;
    while (start > limit && !endsSentence(start - 1)) {
      start--;
      if (clause < 0 && ",;:".indexOf(text.charAt(start)) >= 0) {
        clause = start + 1;
      }
    }
    if (start == limit && limit > 0 && !endsSentence(start - 1)) {
      start = clause < 0 ? end : clause;
    }
    Found found = whole(start, end);
    return found != null || clause < 0 ? found : whole(clause, end);
  }

  private boolean endsSentence(int at) {
    char c = text.charAt(at);
    return "\n。!?".indexOf(c) >= 0
        || (c == '.'
            && at + 1 < text.length()
            && text.charAt(at + 1) == ' '
            && !(at >= 1
                && Character.isUpperCase(text.charAt(at - 1))
                && (at == 1 || !Character.isLetterOrDigit(text.charAt(at - 2)))));
  }

  private Found whole(int from, int end) {
    int start = from;
    boolean moved = true;
    while (moved && start < end) {
      while (start < end && " ,*_\"".indexOf(text.charAt(start)) >= 0) {
        start++;
      }
      int word = WordBounds.end(text, start, end);
      moved = LEADS.contains(text.substring(start, word).toLowerCase(Locale.ROOT));
      start = moved ? word : start;
    }
    int stop = end;
    while (stop > start && " ,*_\"".indexOf(text.charAt(stop - 1)) >= 0) {
      stop--;
    }
    if (start >= stop || AnchorWords.doubtBefore(text, start)) {
      return null;
    }
    AnswerReading reading = reader.readWhole(text, start, stop);
    boolean says =
        reading != null && reading.isDecided() && reading.kind() != AnswerReading.Kind.LETTER_RUN;
    return says ? AnnouncedReader.found(reading) : null;
  }

  /** Returns where the "is" before the noun and the words that praise it begins, or -1. */
  private int verbBefore(int nounStart, boolean praise) {
    int at = nounStart;
    String word = WordBounds.before(text, at, AnchorWords.MARKS);
    boolean praised = praise;
    for (int words = 0; words < WORD_LIMIT && praises(word); words++) {
      praised |=
          !AnchorWords.ADVERBS.contains(word) || word.equals("most") || word.equals("likely");
      at = startOfWord(at);
      word = WordBounds.before(text, at, AnchorWords.MARKS);
    }
    if (!praised || !VERBS.contains(word)) {
      return -1;
    }
    int verb = startOfWord(at);
    String before = word.equals("be") ? WordBounds.before(text, verb, AnchorWords.MARKS) : "";
    if (before.equals("to")) {
      int to = startOfWord(verb);
      return SEEMS.contains(WordBounds.before(text, to, AnchorWords.MARKS)) ? startOfWord(to) : -1;
    }
    if (word.equals("be")) {
      return AUXILIARIES.contains(before) ? startOfWord(verb) : -1;
    }
    return verb;
  }

  /** Returns where the word before a position begins. */
  private int startOfWord(int before) {
    int stop = before;
    while (stop > 0 && AnchorWords.MARKS.indexOf(text.charAt(stop - 1)) >= 0) {
      stop--;
    }
    return WordBounds.start(text, stop);
  }

  private static boolean praises(String word) {
    return AnchorWords.QUALIFIERS.contains(word) || AnchorWords.ADVERBS.contains(word);
  }

  /**
   * Returns whether a letter without marks follows a word that gives it another meaning: "vitamin
   * C".
   */
  private boolean isPartOfAName(LetterToken token, int tokenStart) {
    boolean bare = token.end() == token.start() + 1;
    String before = WordBounds.before(text, tokenStart, AnchorWords.MARKS);
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
