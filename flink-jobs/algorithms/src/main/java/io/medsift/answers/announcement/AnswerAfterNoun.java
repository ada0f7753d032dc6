package io.medsift.answers.announcement;

import io.medsift.answers.reading.AnswerReading;
import io.medsift.answers.reading.Found;
import io.medsift.answers.text.AsciiFolding;
import io.medsift.answers.text.WordBounds;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads "the answer is C" from its noun forwards, over the words and marks that may be between. */
final class AnswerAfterNoun {
  private static final int SENTENCE_LIMIT = 200;
  private static final int WORD_LIMIT = 10;
  private static final int LINE_LIMIT = 3;
  private static final String MARKS = " \t*_`#>~|】]'}$\"" + AsciiFolding.NOTHING;
  private static final String LINE_MARKS = " \t*_#>`";
  private static final Pattern INSERTION =
      Pattern.compile(
          ", (?:of course|therefore|thus|then|hence|again|in (?:my|our)"
              + " (?:opinion|view|judge?ment)|i (?:think|believe)|clearly|in"
              + " (?:conclusion|summary|short|this case)|as (?:stated|noted|shown)(?: above)?|based"
              + " on [^,.;:\\n"
              + "]{1,60}),(?= (?:is|would|must|should|has)\\b)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern COUNT = Pattern.compile("[+-]?+\\d[\\d.,]*+\\s++\\p{L}.*");

  private final String text;
  private final int end;
  private final AnnouncedReader announced;
  private final int nounStart;
  private final int limit;
  private final boolean qualified;
  private int at;
  private boolean linked;
  private boolean verb;
  private int words;
  private int lines;

  AnswerAfterNoun(
      String text, int end, AnnouncedReader announced, int nounStart, int from, boolean qualified) {
    this.text = text;
    this.end = end;
    this.announced = announced;
    this.nounStart = nounStart;
    this.limit = Math.min(end, from + SENTENCE_LIMIT);
    this.qualified = qualified;
    this.at = from;
  }

  /** The announced answer, or null. To be called once. */
  Found read() {
    if (AnchorWords.doubtBefore(text, nounStart)) {
      return null;
    }
    boolean possessive = text.startsWith("'s ", at);
    if (possessive) {
      linked = true;
      verb = true;
      at += 3;
    }
    linked |= isTableRow();
    boolean goesOn = true;
    while (goesOn && at < limit) {
      char c = text.charAt(at);
      if (c == '\n' || c == '\r' || isEscapedNewline()) {
        goesOn = passLineEnd(c);
      } else if (c == ':' || (c == '=' && !isInFormula()) || c == '→' || isDash(c)) {
        linked = true;
        at++;
      } else if (text.startsWith("->", at)) {
        linked = true;
        at += 2;
      } else if (MARKS.indexOf(c) >= 0) {
        at++;
      } else if (c == ',' && !linked && passesInsertion()) {
        words++;
      } else {
        AnswerReading reading = mayBeginAnswer(c) ? announced.at(at) : null;
        if (reading != null && possessive && words == 0 && countsThings(reading)) {
          return null;
        }
        if (reading != null) {
          return AnnouncedReader.found(lines > 0 ? announced.unlessListed(reading) : reading);
        }
        int wordEnd = WordBounds.end(text, at, limit);
        String word = text.substring(at, wordEnd).toLowerCase(Locale.ROOT);
        boolean infinitive = word.equals("to") && words > 0 && text.startsWith(" be", wordEnd);
        if (infinitive || (word.equals("can") && text.startsWith(" only be", wordEnd))) {
          at = wordEnd;
          words++;
          continue;
        }
        if (!linked && words < WORD_LIMIT && AnchorWords.ASIDES.contains(word)) {
          return afterAside(wordEnd);
        }
        goesOn = passWord(word, wordEnd);
      }
    }
    return null;
  }

  /** Goes past words between commas that doubt nothing: ", of course, is C". */
  private boolean passesInsertion() {
    Matcher insertion = INSERTION.matcher(text).region(at, limit);
    boolean passes = insertion.lookingAt();
    at = passes ? insertion.end() : at;
    return passes;
  }

  /** Returns whether a number is before what it counts: "the answer's 3 components". */
  private static boolean countsThings(AnswerReading reading) {
    return reading.isDecided() && COUNT.matcher(reading.key()).matches();
  }

  /** Returns whether the noun is the first cell of a row of two: "| Answer | C |". */
  private boolean isTableRow() {
    int from = Math.max(0, nounStart - SENTENCE_LIMIT);
    int before = nounStart;
    while (before > from && LINE_MARKS.indexOf(text.charAt(before - 1)) >= 0) {
      before--;
    }
    if (before == from || text.charAt(before - 1) != '|') {
      return false;
    }
    int line = before - 1;
    while (line > from && Character.isWhitespace(text.charAt(line - 1)) && !beginsLine(line)) {
      line--;
    }
    int stop = at;
    while (stop < limit && text.charAt(stop) != '\n') {
      stop++;
    }
    String cells = text.substring(at, stop);
    int first = cells.indexOf('|');
    int last = first < 0 ? -1 : cells.indexOf('|', first + 1);
    return beginsLine(line)
        && (stop < limit || limit == end)
        && last > first
        && cells.substring(0, first).isBlank()
        && !cells.substring(first + 1, last).isBlank()
        && cells.substring(last + 1).isBlank();
  }

  /** A dash between spaces right after the noun: "Answer - C". */
  private boolean isDash(char c) {
    return c == '-'
        && words == 0
        && !linked
        && at + 1 < limit
        && text.charAt(at - 1) == ' '
        && text.charAt(at + 1) == ' ';
  }

  /** Returns whether the noun is a unit in a formula, as in "2 points / answer = 48". */
  private boolean isInFormula() {
    int before = nounStart;
    while (before > 0 && text.charAt(before - 1) == ' ') {
      before--;
    }
    return before > 0 && "/*×·+-".indexOf(text.charAt(before - 1)) >= 0;
  }

  private boolean mayBeginAnswer(char c) {
    return linked || (qualified && words == 0 && c == '(');
  }

  private boolean isEscapedNewline() {
    return text.charAt(at) == '\\' && at + 1 < end && text.charAt(at + 1) == 'n';
  }

  /** Goes to the next line, where the answer may be after a verb, a heading or a colon. */
  private boolean passLineEnd(char c) {
    boolean heading = words == 0 && startsLine();
    if (!verb && !heading && !(linked && words == 0 && !namesOptions())) {
      return false;
    }
    linked = true;
    lines += c == '\r' ? 0 : 1;
    at += c == '\\' ? 2 : 1;
    return lines <= LINE_LIMIT;
  }

  private boolean passWord(String word, int wordEnd) {
    boolean link = AnchorWords.LINKS.contains(word);
    if (words == WORD_LIMIT || !(link || AnchorWords.FILLERS.contains(word))) {
      return false;
    }
    verb |= link;
    linked |= link;
    at = wordEnd;
    words++;
    return true;
  }

  /**
   * Returns whether the noun is one that heads a list of options, as in "consider each choice:".
   */
  private boolean namesOptions() {
    return "oOcC".indexOf(text.charAt(nounStart)) >= 0;
  }

  /** Returns whether only "final", "correct" and marks are before the noun on its line. */
  private boolean startsLine() {
    int before = skipLineMarks(nounStart);
    if (beginsLine(before)) {
      return true;
    }
    int wordStart = WordBounds.start(text, before);
    String word = text.substring(wordStart, before).toLowerCase(Locale.ROOT);
    return AnchorWords.QUALIFIERS.contains(word) && beginsLine(skipLineMarks(wordStart));
  }

  private int skipLineMarks(int from) {
    int position = from;
    while (position > 0 && LINE_MARKS.indexOf(text.charAt(position - 1)) >= 0) {
      position--;
    }
    return position;
  }

  private boolean beginsLine(int position) {
    return position == 0 || text.charAt(position - 1) == '\n';
  }

  /** Reads "the answer to that question is C", trying each "is" of the sentence. */
  private Found afterAside(int from) {
    for (int position = from; position < limit; position++) {
      char c = text.charAt(position);
      boolean ends =
          c == '\n'
              || c == '?'
              || (c == '.' && position + 1 < limit && text.charAt(position + 1) == ' ');
      if (ends) {
        return null;
      }
      boolean link =
          c == ' ' && (text.startsWith(" is ", position) || text.startsWith(" is:", position));
      if (link || c == ':') {
        AnswerReading reading = announced.at(position + (link ? 4 : 1));
        if (reading != null && reading.isDecided()) {
          return AnnouncedReader.found(reading);
        }
      }
    }
    return null;
  }
}
