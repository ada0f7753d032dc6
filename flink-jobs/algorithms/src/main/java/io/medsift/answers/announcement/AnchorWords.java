package io.medsift.answers.announcement;

import io.medsift.answers.text.WordBounds;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The English words around a noun that announces an answer, by what they do to it. */
final class AnchorWords {
  /** Characters between words that say nothing. */
  static final String MARKS = " *_\"'";

  /** Verbs between the noun and the answer. */
  static final Set<String> LINKS = Set.of("is", "are", "be", "becomes", "remains");

  /** WordBounds that begin an aside between the noun and its verb. */
  static final Set<String> ASIDES =
      Set.of("to", "for", "that", "which", "among", "from", "with", "of");

  /** Words that may be between the noun and the answer. */
  static final Set<String> FILLERS =
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
          "above",
          "below",
          "given",
          "number",
          "now",
          "response",
          "solution",
          "definitely",
          "obviously",
          "surely",
          "certainly",
          "one",
          "marked",
          "labelled",
          "labeled",
          "equal",
          "approximately",
          "about",
          "just",
          "seems",
          "appears",
          "has",
          "have",
          "turns",
          "out",
          "only");

  /** WordBounds before the noun that make it the answer. */
  static final Set<String> QUALIFIERS =
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
          "selected",
          "actual",
          "corrected",
          "revised",
          "proper",
          "valid",
          "matching",
          "my");

  /** WordBounds before the noun that make it another answer than the one meant. */
  static final Set<String> DISQUALIFIERS =
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

  /** WordBounds earlier in the clause that take the statement back. */
  static final Set<String> DOUBTS =
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
          "were",
          "don't",
          "doesn't",
          "didn't",
          "cannot",
          "can't",
          "couldn't",
          "wouldn't",
          "won't",
          "shouldn't",
          "never",
          "neither",
          "nor",
          "hardly",
          "excluding",
          "except",
          "avoid",
          "refuse",
          "unclear");

  /** Words that begin a clause of their own, whatever was doubted before them. */
  static final Set<String> CLAUSE_STARTS = Set.of("so", "therefore", "thus", "hence", "but");

  /** WordBounds before a letter without marks, in "option C is the correct answer". */
  static final Set<String> BEFORE_BARE_LETTER =
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
          "statement",
          "only",
          "both",
          "since",
          "because",
          "and",
          "or",
          "response",
          "answers",
          "options",
          "to",
          "get",
          "choose",
          "select",
          "pick",
          "identify",
          "makes",
          "make",
          "making",
          "leaves",
          "leaving");

  /** WordBounds between "is" and a word of praise. */
  static final Set<String> ADVERBS =
      Set.of(
          "the",
          "most",
          "therefore",
          "clearly",
          "thus",
          "indeed",
          "definitely",
          "probably",
          "likely",
          "actually",
          "hence",
          "obviously",
          "overall",
          "single",
          "then",
          "both",
          "here");

  private static final int DOUBT_REACH = 80;
  private static final String CLAUSE_ENDS = ".;:!?,\n。，；";

  /** In the clause before "makes C the answer" or "to choose C": that it does not, or is wrong. */
  private static final Pattern DENIAL =
      Pattern.compile(
          "\\b(?:no|nothing|none|nobody|neither|nor|little|few|hardly|wrong|incorrect|mistaken?"
              + "|inappropriate|tempting|fail(?:s|ed)?|instead of|rather than|without)\\b"
              + "(?:(?!\\b(?:so|therefore|thus|hence|but)\\b)[^.;:!?,\\n])*+$",
          Pattern.CASE_INSENSITIVE);

  private AnchorWords() {}

  /**
   * Returns whether a word of doubt is in the clause before {@code position}, so that it supposes
   * and states nothing: "if the answer is A", "why the answer is not A".
   */
  static boolean doubtBefore(String text, int position) {
    int at = position;
    int wordEnd = position;
    int limit = Math.max(0, position - DOUBT_REACH);
    while (at >= limit) {
      char c = at == 0 ? '\n' : text.charAt(at - 1);
      boolean inWord = at > limit && (WordBounds.isAsciiLetter(c) || c == '\'');
      if (!inWord) {
        String word = at < wordEnd ? text.substring(at, wordEnd).toLowerCase(Locale.ROOT) : "";
        if (DOUBTS.contains(word)) {
          return !(word.equals("not") && text.startsWith(" only", wordEnd));
        }
        if (CLAUSE_STARTS.contains(word)) {
          return false;
        }
        if (CLAUSE_ENDS.indexOf(c) >= 0) {
          return false;
        }
        wordEnd = at - 1;
      }
      at--;
    }
    return false;
  }

  /**
   * Returns whether the clause before {@code position} denies what follows: "nothing makes C the
   * answer", "it is wrong to choose C".
   */
  static boolean deniedBefore(String text, int position) {
    return DENIAL.matcher(text.substring(Math.max(0, position - DOUBT_REACH), position)).find();
  }
}
