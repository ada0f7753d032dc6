package io.medsift.answers;

import java.util.Locale;
import java.util.Set;

/**
 * Finds the last place where a response announces its answer.
 *
 * <p>Scans backwards for the nouns that announce one ("answer", "correct option", "decision", 答案,
 * 选) and reads what follows them, so the usual response costs only its last line. "If the answer is
 * A", "the answer is not A" and "the wrong answer is A" announce nothing, or nothing that can be
 * compared.
 */
final class AnchorScanner {
  private static final int SENTENCE_LIMIT = 200;
  private static final int WORD_LIMIT = 10;
  private static final int READ_LIMIT = 1_000;

  private static final Set<String> LINKS = Set.of("is", "are", "be", "becomes", "remains");
  private static final Set<String> ASIDES =
      Set.of("to", "for", "that", "which", "among", "from", "with", "of");
  private static final Set<String> FILLERS =
      Set.of(
          "the",
          "correct",
          "most",
          "likely",
          "best",
          "option",
          "choice",
          "letter",
          "answer",
          "would",
          "should",
          "must",
          "will",
          "therefore",
          "thus",
          "hence",
          "clearly",
          "definitely",
          "indeed",
          "this",
          "question",
          "in",
          "both",
          "either",
          "final",
          "here",
          "simply",
          "probably",
          "statement",
          "number",
          "appropriate",
          "following",
          "then",
          "as",
          "follows",
          "closest",
          "choices",
          "options",
          "indicated",
          "by",
          "so",
          "also",
          "actually",
          "still",
          "case",
          "above");
  private static final Set<String> QUALIFIERS =
      Set.of(
          "correct",
          "best",
          "right",
          "final",
          "answer",
          "appropriate",
          "likely",
          "only",
          "closest",
          "remaining",
          "suitable",
          "accurate",
          "true",
          "preferred",
          "chosen",
          "selected");
  private static final Set<String> DISQUALIFIERS =
      Set.of(
          "wrong",
          "incorrect",
          "other",
          "another",
          "alternative",
          "previous",
          "second",
          "no",
          "possible",
          "any",
          "each",
          "every",
          "partial",
          "false",
          "not",
          "potential",
          "worst");
  private static final Set<String> DOUBTS =
      Set.of(
          "if",
          "whether",
          "suppose",
          "supposing",
          "assume",
          "assuming",
          "unless",
          "why",
          "initially",
          "originally",
          "mistakenly",
          "not",
          "isn't",
          "doubt",
          "unlikely",
          "were");
  private static final Set<String> BEFORE_BARE_LETTER =
      Set.of(
          "option",
          "choice",
          "answer",
          "letter",
          "therefore",
          "thus",
          "hence",
          "so",
          "that",
          "statement");
  private static final String HAN_FILLERS = "应该选项择当就即最可能的填此题本故则肯";

  private final String text;
  private final int end;
  private final AnswerReader reader;
  private int reads;

  AnchorScanner(String text, int end, AnswerReader reader) {
    this.text = text;
    this.end = end;
    this.reader = reader;
  }

  /** The last announced answer that begins at or after {@code begin}, or null. */
  Found last(int begin) {
    for (int at = end - 1; at >= begin; at--) {
      Found found =
          switch (text.charAt(at)) {
            case 'a', 'A' -> answer(at);
            case 'o', 'O' -> qualified(at, "option");
            case 'c', 'C' -> qualified(at, "choice");
            case 'd', 'D' -> noun(at, "decision") ? announced(at, afterNoun(at, 8), true) : null;
            case '答' -> chineseAnswer(at);
            case '选' -> chineseChoice(at);
            default -> null;
          };
      if (found != null) {
        return found.including(at);
      }
    }
    return null;
  }

  private Found answer(int at) {
    if (noun(at, "answer")) {
      Found field = AnswerField.read(text, at, at + "answer".length(), end, reader);
      if (field != null) {
        return field;
      }
      String before = wordBefore(at);
      if (DISQUALIFIERS.contains(before)) {
        return null;
      }
      Found turned = turnedAround(at);
      return turned != null ? turned : announced(at, afterNoun(at, 6), QUALIFIERS.contains(before));
    }
    boolean abbreviation =
        noun(at, "ans")
            && at + 3 < end
            && (text.charAt(at + 3) == ':' || text.charAt(at + 3) == '.');
    if (abbreviation) {
      Reading reading = readAt(at + 4);
      return reading == null ? null : found(reading);
    }
    return null;
  }

  private Found qualified(int at, String noun) {
    if (!noun(at, noun)) {
      return null;
    }
    Found field = AnswerField.read(text, at, at + noun.length(), end, reader);
    if (field != null) {
      return field;
    }
    if (!QUALIFIERS.contains(wordBefore(at))) {
      return null;
    }
    Found turned = turnedAround(at);
    return turned != null ? turned : announced(at, afterNoun(at, noun.length()), true);
  }

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

  private int afterNoun(int at, int length) {
    int after = at + length;
    return after < end && text.charAt(after) == 's' ? after + 1 : after;
  }

  /** Reads forward from the noun over the words that may stand between it and the answer. */
  private Found announced(int nounStart, int from, boolean qualified) {
    if (inDoubt(nounStart)) {
      return null;
    }
    int limit = Math.min(end, from + SENTENCE_LIMIT);
    int at = from;
    boolean linked = false;
    boolean verb = false;
    int words = 0;
    int lines = 0;
    while (at < limit) {
      char c = text.charAt(at);
      if (c == '\n' || c == '\r' || isEscapedNewline(at)) {
        boolean heading = words == 0 && startsLine(nounStart);
        if (!verb && !heading && !(linked && words == 0 && !namesOptions(nounStart))) {
          return null;
        }
        linked = true;
        lines += c == '\r' ? 0 : 1;
        if (lines > 3) {
          return null;
        }
        at += c == '\\' ? 2 : 1;
        continue;
      }
      if (c == ':' || c == '=') {
        linked = true;
        at++;
        continue;
      }
      if (" \t*_`#>~|】]'".indexOf(c) >= 0) {
        at++;
        continue;
      }
      if (linked || (qualified && words == 0 && c == '(')) {
        Reading reading = readAt(at);
        if (reading != null) {
          return found(lines > 0 ? unlessListed(reading) : reading);
        }
      }
      int wordEnd = wordEnd(at, limit);
      if (wordEnd == at || words == WORD_LIMIT) {
        return null;
      }
      String word = text.substring(at, wordEnd).toLowerCase(Locale.ROOT);
      if (!linked && ASIDES.contains(word)) {
        return afterAside(wordEnd, limit);
      }
      if (LINKS.contains(word)) {
        verb = true;
        linked = true;
        at = wordEnd;
      } else if (FILLERS.contains(word)) {
        at = wordEnd;
      } else {
        return null;
      }
      words++;
    }
    return null;
  }

  /** Whether the noun is one that heads a list of options, as in "consider each choice:". */
  private boolean namesOptions(int nounStart) {
    return "oOcC".indexOf(text.charAt(nounStart)) >= 0;
  }

  /** The reading, unless the line after it holds another letter, so that both are of a list. */
  private Reading unlessListed(Reading reading) {
    int line = text.indexOf('\n', reading.start());
    while (line >= 0 && line < end && Character.isWhitespace(text.charAt(line))) {
      line++;
    }
    if (!reading.byLetter() || line < 0 || line >= end) {
      return reading;
    }
    LetterToken next = LetterToken.at(text, line, Math.min(end, line + 12));
    boolean listed =
        next != null
            && next.style() != LetterToken.Style.BARE
            && Character.isUpperCase(text.charAt(next.start()))
            && !String.valueOf(next.letter()).equals(reading.key());
    return listed
        ? Reading.undecided("The answer is a list of options.", reading.start(), next.end())
        : reading;
  }

  private boolean isEscapedNewline(int at) {
    return text.charAt(at) == '\\' && at + 1 < end && text.charAt(at + 1) == 'n';
  }

  /** Whether only "final", "correct" and marks stand before the noun on its line. */
  private boolean startsLine(int nounStart) {
    int at = nounStart - 1;
    while (at >= 0 && " \t*_#>`".indexOf(text.charAt(at)) >= 0) {
      at--;
    }
    if (at < 0 || text.charAt(at) == '\n') {
      return true;
    }
    int wordEnd = at + 1;
    while (at >= 0 && LatexWrappers.isAsciiLetter(text.charAt(at))) {
      at--;
    }
    String word = text.substring(at + 1, wordEnd).toLowerCase(Locale.ROOT);
    while (at >= 0 && " \t*_#>`".indexOf(text.charAt(at)) >= 0) {
      at--;
    }
    return QUALIFIERS.contains(word) && (at < 0 || text.charAt(at) == '\n');
  }

  /** Reads "the answer to that question is C", trying each "is" of the sentence. */
  private Found afterAside(int from, int limit) {
    for (int at = from; at < limit; at++) {
      char c = text.charAt(at);
      if (c == '\n' || c == '?' || (c == '.' && at + 1 < limit && text.charAt(at + 1) == ' ')) {
        return null;
      }
      boolean link = c == ' ' && (text.startsWith(" is ", at) || text.startsWith(" is:", at));
      if (link || c == ':') {
        Reading reading = readAt(at + (link ? 4 : 1));
        if (reading != null && reading.isDecided()) {
          return found(reading);
        }
      }
    }
    return null;
  }

  private int wordEnd(int at, int limit) {
    int wordEnd = at;
    while (wordEnd < limit && LatexWrappers.isAsciiLetter(text.charAt(wordEnd))) {
      wordEnd++;
    }
    return wordEnd;
  }

  private boolean inDoubt(int nounStart) {
    int at = nounStart;
    int wordEnd = nounStart;
    int limit = Math.max(0, nounStart - 80);
    while (at >= limit) {
      char c = at == 0 ? '\n' : text.charAt(at - 1);
      boolean inWord = at > limit && (LatexWrappers.isAsciiLetter(c) || c == '\'');
      if (!inWord) {
        if (at < wordEnd && DOUBTS.contains(text.substring(at, wordEnd).toLowerCase(Locale.ROOT))) {
          return true;
        }
        if (".;:!?,\n。，；".indexOf(c) >= 0) {
          return false;
        }
        wordEnd = at - 1;
      }
      at--;
    }
    return false;
  }

  private String wordBefore(int at) {
    int wordEnd = at;
    while (wordEnd > 0 && " *_\"'".indexOf(text.charAt(wordEnd - 1)) >= 0) {
      wordEnd--;
    }
    int start = wordEnd;
    while (start > 0 && LatexWrappers.isAsciiLetter(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start, wordEnd).toLowerCase(Locale.ROOT);
  }

  /** Reads "C is the correct answer" from its noun backwards. */
  private Found turnedAround(int nounStart) {
    int at = nounStart;
    String word = wordBefore(at);
    boolean praised = false;
    int words = 0;
    while (words++ < WORD_LIMIT
        && (QUALIFIERS.contains(word) || word.equals("most") || word.equals("the"))) {
      praised |= !word.equals("the");
      at = text.lastIndexOf(word.charAt(word.length() - 1), at - 1) - word.length() + 1;
      at = startOfWord(at);
      word = wordBefore(at);
    }
    if (!praised || !word.equals("is")) {
      return null;
    }
    int is = text.lastIndexOf("is", at);
    int tokenEnd = is;
    while (tokenEnd > 0 && text.charAt(tokenEnd - 1) == ' ') {
      tokenEnd--;
    }
    int tokenStart = tokenEnd;
    while (tokenStart > 0 && tokenEnd - tokenStart < 12 && text.charAt(tokenStart - 1) > ' ') {
      tokenStart--;
    }
    LetterToken token = LetterToken.at(text, tokenStart, tokenEnd);
    if (token == null || token.style() != LetterToken.Style.ALONE || inDoubt(tokenStart)) {
      return null;
    }
    boolean bare = token.end() == token.start() + 1;
    String before = wordBefore(tokenStart);
    if (bare
        && !before.isEmpty()
        && !BEFORE_BARE_LETTER.contains(before)
        && tokenStart > 0
        && text.charAt(tokenStart - 1) == ' '
        && !endsClause(tokenStart)) {
      return null;
    }
    Reading reading = reader.readWhole(text, tokenStart, tokenEnd);
    return reading == null || !reading.byLetter() ? null : found(reading);
  }

  private int startOfWord(int at) {
    int start = Math.max(at, 0);
    while (start > 0 && LatexWrappers.isAsciiLetter(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private boolean endsClause(int tokenStart) {
    int at = tokenStart - 1;
    while (at > 0 && text.charAt(at) == ' ') {
      at--;
    }
    return ".,;:\n。".indexOf(text.charAt(at)) >= 0;
  }

  private Found chineseAnswer(int at) {
    if (!text.startsWith("答案", at)
        || text.startsWith("错误", Math.max(0, at - 2))
        || text.startsWith("不是", Math.max(0, at - 2))) {
      return null;
    }
    return chinese(at + 2, false);
  }

  private Found chineseChoice(int at) {
    boolean refused = at > 0 && "不误勿别可若如多单备候首人挑筛错未".indexOf(text.charAt(at - 1)) >= 0;
    if (refused) {
      return null;
    }
    boolean namesOption = at + 1 < end && text.charAt(at + 1) == '项';
    boolean qualified =
        at >= 2
            && (text.startsWith("正确", at - 2)
                || text.startsWith("答案", at - 2)
                || text.startsWith("确的", at - 2)
                || text.startsWith("最佳", at - 2));
    if (namesOption && !qualified) {
      return null;
    }
    Found found = chinese(at + 1, true);
    return found != null
            && found.reading().isDecided()
            && !found.reading().byLetter()
            && !namesOption
        ? null
        : found;
  }

  private Found chinese(int from, boolean linkedAlready) {
    int limit = Math.min(end, from + 24);
    boolean linked = linkedAlready;
    int at = from;
    while (at < limit) {
      char c = text.charAt(at);
      boolean link = c == ':' || c == '】' || c == '=' || (!linked && (c == '是' || c == '为'));
      if (link) {
        linked = true;
      } else if (" \t\n*_`#>".indexOf(c) < 0) {
        if (linked || LatexWrappers.isAsciiLetter(c) || c == '(') {
          Reading reading = readAt(at);
          if (reading != null) {
            return found(reading);
          }
        }
        if (c != '是' && c != '为' && HAN_FILLERS.indexOf(c) < 0) {
          return null;
        }
      }
      at++;
    }
    return null;
  }

  /** Reads an answer, or gives up where a text announces more answers than any response would. */
  private Reading readAt(int at) {
    reads++;
    return reads > READ_LIMIT ? null : reader.readStart(text, at, end);
  }

  private static Found found(Reading reading) {
    return new Found(
        reading.byLetter() || !reading.isDecided()
            ? ExtractionRule.ANCHORED_LETTER
            : ExtractionRule.ANCHORED_TEXT,
        reading);
  }
}
