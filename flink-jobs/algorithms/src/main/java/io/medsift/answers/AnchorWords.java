package io.medsift.answers;

import java.util.Set;

/** The English words around a noun that announces an answer, by what they do to it. */
final class AnchorWords {
  /** Characters between words that say nothing. */
  static final String MARKS = " *_\"'";

  /** Verbs between the noun and the answer. */
  static final Set<String> LINKS = Set.of("is", "are", "be", "becomes", "remains");

  /** Words that begin an aside between the noun and its verb. */
  static final Set<String> ASIDES =
      Set.of("to", "for", "that", "which", "among", "from", "with", "of");

  /** Words that may stand between the noun and the answer. */
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

  /** Words before the noun that make it the answer. */
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
          "selected");

  /** Words before the noun that make it another answer than the one meant. */
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

  /** Words earlier in the clause that take the statement back. */
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
          "were");

  /** Words before a letter without marks, in "option C is the correct answer". */
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
          "statement");

  private AnchorWords() {}
}
