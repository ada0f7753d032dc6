package io.medsift.answers.choice;

import io.medsift.answers.reading.AnswerReader;
import io.medsift.answers.reading.AnswerReading;
import io.medsift.answers.text.LatexWrappers;
import io.medsift.answers.text.TextNormaliser;
import io.medsift.answers.text.WordBounds;

/** Reads an option, by its letter or by its text. */
public final class ChoiceReader implements AnswerReader {
  private static final int LIST_REACH = 80;
  private static final String[] LEAD_WORDS = {
    "option", "choice", "answer", "letter", "the", "is", "correct", "final", "best", "right", "选项",
    "答案", "选", "正确"
  };
  private static final String[] NO_OPTION = {
    "none of",
    "none",
    "not listed",
    "not provided",
    "not in the",
    "not among",
    "not given",
    "not available",
    "not any",
    "not one of",
    "neither",
    "unknown",
    "unclear",
    "n/a",
    "cannot be determined",
    "unable to",
    "not possible"
  };

  private final AllowedAnswers options;

  private final OptionList lists;
  private final LetterReader letters;

  public ChoiceReader(AllowedAnswers options) {
    this(options, false);
  }

  /**
   * @param severalExpected whether letters run together may be several options in any order
   */
  public ChoiceReader(AllowedAnswers options, boolean severalExpected) {
    this.options = options;
    this.lists = new OptionList(options);
    this.letters = new LetterReader(options, severalExpected);
  }

  @Override
  public AnswerReading readWhole(String text, int start, int end) {
    if (options.readsLetters() && !options.hasLetterLikeText()) {
      LetterToken token = LetterToken.at(text, start, end);
      if (token != null && token.style() == LetterToken.Style.ALONE) {
        return letters.read(text, start, end);
      }
    }
    AllowedAnswers.Match match = options.equalTo(text.substring(start, end));
    if (match != null) {
      return byText(match, text, start, end);
    }
    int lead = skipLeadWords(text, start, end);
    OptionList.Items items = lists.read(text, lead, end);
    if (items != null) {
      return several(items, start, end);
    }
    AnswerReading reading = letters.read(text, lead, end);
    if (reading == null && lead > start) {
      match = options.equalTo(text.substring(lead, end));
      reading = match == null ? null : byText(match, text, start, end);
    }
    return reading != null ? reading : textThenLetter(text, lead, end);
  }

  private static AnswerReading several(OptionList.Items items, int start, int end) {
    if (items.letters().isEmpty()) {
      return AnswerReading.undecided(
          "The response makes a statement about several options.", start, end);
    }
    AnswerReading reading =
        items.byLetter()
            ? AnswerReading.letters(items.sorted(), start, Math.max(items.end(), start))
            : AnswerReading.text(items.sorted(), start, end);
    return reading.stoppingAt(items.end());
  }

  /** Reads "Glipizide (C)". */
  private AnswerReading textThenLetter(String text, int start, int end) {
    if (!options.readsLetters()) {
      return null;
    }
    String piece = TextNormaliser.normalise(trimOpening(text, start, end));
    AllowedAnswers.Match match = options.beginningOf(piece);
    if (match == null || match.ambiguous()) {
      return null;
    }
    String rest = piece.substring(match.length()).strip();
    boolean bracketed =
        rest.length() >= 3
            && (rest.charAt(0) == '(' || rest.charAt(0) == '[')
            && (rest.charAt(2) == ')' || rest.charAt(2) == ']');
    if (!bracketed) {
      return null;
    }
    boolean same = Character.toUpperCase(rest.charAt(1)) == match.key().charAt(0);
    int close = text.indexOf(rest.charAt(2), start);
    return same
        ? AnswerReading.letters(match.key(), start, end).stoppingAt(close < 0 ? end : close + 1)
        : AnswerReading.undecided(
            "The answer is the letter of one option with the text of another.", start, end);
  }

  @Override
  public AnswerReading readStart(String text, int start, int end) {
    int pieceEnd = pieceEnd(text, start, end);
    int lead = skipLeadWords(text, start, pieceEnd);
    LetterToken token = options.readsLetters() ? LetterToken.at(text, lead, pieceEnd) : null;
    boolean clean = token != null && token.style() == LetterToken.Style.ALONE;
    boolean bracketed = clean && "([".indexOf(charBefore(text, token.start())) >= 0;
    int listEnd = Math.min(end, pieceEnd + LIST_REACH + options.longestText());
    OptionList.Items items = clean ? null : lists.read(text, lead, listEnd);
    if (!clean || (options.hasLetterLikeText() && !bracketed)) {
      String piece = TextNormaliser.normalise(trimOpening(text, start, pieceEnd));
      AllowedAnswers.Match match = options.startOf(piece);
      if (match == null && piece.startsWith("(")) {
        match = insideParentheses(piece);
      }
      boolean longer =
          match != null
              && items != null
              && TextNormaliser.endOf(text, start, pieceEnd, piece.substring(0, match.length()))
                  >= items.end();
      if (items != null && !longer) {
        return several(items, lead, Math.max(pieceEnd, items.end()));
      }
      if (match != null && match.length() == 1 && token != null) {
        return letterOrLetterLikeText(match, text, start, pieceEnd);
      }
      if (match != null) {
        AnswerReading both = textThenLetter(text, start, pieceEnd);
        if (both != null) {
          return both;
        }
        return alsoNamesAnother(piece, match)
            ? AnswerReading.undecided("The answer names the texts of two options.", start, pieceEnd)
            : byText(match, text, start, pieceEnd)
                .stoppingAt(
                    TextNormaliser.endOf(
                        text, start, pieceEnd, piece.substring(0, match.length())));
      }
    }
    AnswerReading reading = letters.read(text, lead, pieceEnd);
    if (reading == null) {
      reading = textThenLetter(text, lead, pieceEnd);
    }
    return reading != null ? reading : refusal(text, start, pieceEnd);
  }

  /** Decides between a letter and an option whose text is that letter. */
  private AnswerReading letterOrLetterLikeText(
      AllowedAnswers.Match match, String text, int start, int end) {
    AnswerReading letter = letters.read(text, start, end);
    boolean ownText = letter != null && letter.isDecided() && letter.end() == end;
    boolean same = letter != null && match.key().equals(letter.key());
    boolean noOption =
        letter != null && !options.accepts(letter.key() == null ? 0 : letter.key().charAt(0));
    if (letter == null || noOption) {
      return byText(match, text, start, end);
    }
    return same || (ownText && letter.end() > letter.start() + 2)
        ? letter
        : AnswerReading.undecided(
            "The answer is the letter of one option and the text of another.", start, end);
  }

  private static char charBefore(String text, int at) {
    return at == 0 ? '\n' : text.charAt(at - 1);
  }

  private static String trimOpening(String text, int start, int end) {
    int at = start;
    while (at < end && " *_`\"'[#:>\u200B".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return text.substring(at, end);
  }

  private AllowedAnswers.Match insideParentheses(String piece) {
    AllowedAnswers.Match match = options.startOf(piece.substring(1));
    int close = match == null ? piece.length() : match.length() + 1;
    boolean closed =
        close < piece.length()
            && piece.charAt(close) == ')'
            && (close + 1 == piece.length() || ".,;:".indexOf(piece.charAt(close + 1)) >= 0);
    return closed ? match : null;
  }

  private boolean alsoNamesAnother(String piece, AllowedAnswers.Match match) {
    if (match.length() >= piece.length() || piece.charAt(match.length()) != ',') {
      return false;
    }
    String rest = piece.substring(match.length() + 1).strip();
    if (rest.startsWith("and ") || rest.startsWith("or ")) {
      rest = rest.substring(rest.indexOf(' ') + 1);
    }
    return options.startOf(rest) != null;
  }

  private AnswerReading byText(AllowedAnswers.Match match, String text, int start, int end) {
    if (match.ambiguous()) {
      return AnswerReading.undecided("Two options have the text of the answer.", start, end);
    }
    if (options.readsLetters() && options.hasLetterLikeText()) {
      LetterToken token = LetterToken.at(text, start, end);
      boolean letterToo =
          token != null
              && token.style() == LetterToken.Style.ALONE
              && options.accepts(token.letter())
              && !match.key().equals(String.valueOf(token.letter()));
      if (letterToo) {
        return AnswerReading.undecided(
            "The answer is the letter of one option and the text of another.", start, end);
      }
    }
    return AnswerReading.text(match.key(), start, end);
  }

  private static AnswerReading refusal(String text, int start, int end) {
    String rest = LetterReader.beginning(trimOpening(text, start, end));
    if (rest.startsWith("(")) {
      rest = rest.substring(1);
    }
    return LetterReader.startsWithAny(rest, NO_OPTION)
        ? AnswerReading.undecided("The response says that no option is the answer.", start, end)
        : null;
  }

  private static int skipLeadWords(String text, int start, int end) {
    int at = start;
    boolean skipped = true;
    while (skipped) {
      skipped = false;
      int word = at;
      while (word < end && " *_`\"':{\u200B".indexOf(text.charAt(word)) >= 0) {
        word++;
      }
      word = LatexWrappers.skipOpening(text, word, end);
      for (String lead : LEAD_WORDS) {
        int after = word + lead.length();
        if (after < end
            && text.regionMatches(true, word, lead, 0, lead.length())
            && !WordBounds.isAsciiLetter(text.charAt(after))
            && text.charAt(after) != ',') {
          at = after;
          skipped = true;
          break;
        }
        boolean han = Character.isIdeographic(lead.charAt(0));
        if (han && after < end && text.startsWith(lead, word)) {
          at = after;
          skipped = true;
          break;
        }
      }
    }
    while (at > start && at < end && " :*_\u200B".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  /** The end of the line, or of as much of it as can hold an option. */
  private int pieceEnd(String text, int start, int end) {
    int limit = Math.min(end, start + 160 + 2 * options.longestText());
    int at = start;
    while (at < limit && text.charAt(at) <= ' ') {
      at++;
    }
    while (at < limit) {
      char c = text.charAt(at);
      boolean escapedNewline =
          c == '\\'
              && at + 1 < limit
              && text.charAt(at + 1) == 'n'
              && (at + 2 >= limit || !Character.isLowerCase(text.charAt(at + 2)));
      if (c == '\n' || c == '\r' || escapedNewline) {
        return at;
      }
      at++;
    }
    return limit;
  }
}
