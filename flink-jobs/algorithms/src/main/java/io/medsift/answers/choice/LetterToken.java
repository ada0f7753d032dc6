package io.medsift.answers.choice;

import io.medsift.answers.text.AsciiFolding;
import io.medsift.answers.text.LatexWrappers;
import io.medsift.answers.text.WordBounds;
import java.util.Set;

/**
 * A letter that stands for an option: C, (C), **C**, C., C:, \text{C}.
 *
 * <p>Not one of these: the article in "A 45-year-old man", the initial in "C. difficile", the first
 * letter of "C-reactive protein", "B12" or "Cardiac arrest".
 *
 * @param end the position after the letter and what encloses it
 * @param style how the letter is set off from what follows it
 */
public record LetterToken(char letter, int start, int end, Style style) {
  public enum Style {
    /** Nothing follows, or only punctuation. */
    ALONE,

    /** Closed by a bracket, brace or bold mark. */
    ENCLOSED,

    /** Followed by punctuation and then text. */
    PUNCTUATED,

    /** Followed by a full stop and then text, as an initial is. */
    DOTTED,

    /** Followed by a space and a word. */
    BARE,

    /** Followed by a mark and then text without a space: an option only with that option's text. */
    GLUED,

    /** No option letter at all. */
    PART_OF_A_WORD
  }

  private static final String OPENERS = " \t*_`\"'([【#>" + AsciiFolding.NOTHING;
  private static final String CLOSERS = ")]】}*$_`\"" + AsciiFolding.NOTHING;
  private static final String BEFORE_TEXT = "(-|<\"*[&/;,、→";
  private static final String HAN_AFTER = "项选因由即是。，、；：（和或及与";
  static final Set<String> REASONS =
      Set.of(
          "because",
          "since",
          "as",
          "due",
          "for",
          "which",
          "given",
          "based",
          "according",
          "with",
          "rather",
          "not",
          "instead",
          "so",
          "but",
          "only");

  /** The letter at {@code from}, or null. */
  public static LetterToken at(String text, int from, int end) {
    int start = from;
    int before;
    boolean bracketed = false;
    do {
      before = start;
      while (start < end && OPENERS.indexOf(text.charAt(start)) >= 0) {
        bracketed |= "([【".indexOf(text.charAt(start)) >= 0;
        start++;
      }
      start = LatexWrappers.skipOpening(text, start, end);
    } while (start > before);
    if (start >= end) {
      return null;
    }
    char c = text.charAt(start);
    if (!WordBounds.isAsciiLetter(c)) {
      return null;
    }
    int close = skipClosers(text, start + 1, end);
    boolean closed = close > start + 1;
    Style style = style(text, close, end, closed);
    if (style == Style.PART_OF_A_WORD) {
      return null;
    }
    boolean lower = c >= 'a';
    if (lower && !(closed && (bracketed || style != Style.BARE)) && style != Style.ALONE) {
      return null;
    }
    return new LetterToken(Character.toUpperCase(c), start, close, style);
  }

  private static int skipClosers(String text, int from, int end) {
    int at = from;
    while (at < end) {
      char c = text.charAt(at);
      boolean latex = c == '\\' && at + 1 < end && ")]".indexOf(text.charAt(at + 1)) >= 0;
      if (latex) {
        at += 2;
      } else if (CLOSERS.indexOf(c) >= 0) {
        at++;
      } else if (c == '\'' && (at + 1 == end || !Character.isLetterOrDigit(text.charAt(at + 1)))) {
        at++;
      } else {
        break;
      }
    }
    return at;
  }

  private static Style style(String text, int at, int end, boolean closed) {
    if (at >= end) {
      return Style.ALONE;
    }
    char c = text.charAt(at);
    char next = at + 1 < end ? text.charAt(at + 1) : '\n';
    boolean wordNext = Character.isLetterOrDigit(next);
    return switch (c) {
      case '?' -> Style.PART_OF_A_WORD;
      case '\n', '\r' -> Style.ALONE;
      case '.', '。' -> {
        if (isBlank(text, skipClosers(text, at + 1, end), end)) {
          yield Style.ALONE;
        }
        if (closed) {
          yield Style.ENCLOSED;
        }
        yield wordNext && c == '.' && !Character.isIdeographic(next) ? glued(next) : Style.DOTTED;
      }
      case ':', ',', ';', '、', '!' -> {
        if (isBlank(text, skipClosers(text, at + 1, end), end)) {
          yield Style.ALONE;
        }
        boolean ratio = wordNext && !closed && c == ':' && !Character.isIdeographic(next);
        yield ratio ? glued(next) : Style.PUNCTUATED;
      }
      case '【' -> Style.PUNCTUATED;
      case '-' -> wordNext ? glued(next) : Style.PUNCTUATED;
      case '(', '[' ->
          closed ? Style.ENCLOSED : Character.isIdeographic(next) ? Style.PUNCTUATED : glued(next);
      case '/', '&', '|', '<', '→' -> Style.PUNCTUATED;
      case '\\' -> backslash(text, at, end, closed);
      case ' ', '\t' -> afterSpace(text, at, end, closed);
      default -> {
        if (closed) {
          yield Character.isLetterOrDigit(c) && c < 0x80 ? glued(c) : Style.ENCLOSED;
        }
        yield HAN_AFTER.indexOf(c) >= 0 || Character.isIdeographic(c)
            ? Style.BARE
            : Style.PART_OF_A_WORD;
      }
    };
  }

  private static Style glued(char next) {
    return Character.isLetter(next) ? Style.GLUED : Style.PART_OF_A_WORD;
  }

  /** Returns whether it stands as the label of an item in a list does. */
  public boolean isLabel() {
    return style != Style.BARE && style != Style.GLUED;
  }

  private static Style backslash(String text, int at, int end, boolean closed) {
    char next = at + 1 < end ? text.charAt(at + 1) : '\n';
    if (next == 'n') {
      return Style.ALONE;
    }
    if (" ,;\\".indexOf(next) >= 0
        || text.startsWith("\\quad", at)
        || text.startsWith("\\text", at)) {
      return Style.ENCLOSED;
    }
    return closed ? Style.ENCLOSED : Style.PART_OF_A_WORD;
  }

  private static Style afterSpace(String text, int at, int end, boolean closed) {
    int next = at;
    while (next < end && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
      next++;
    }
    if (next == end) {
      return Style.ALONE;
    }
    if (closed) {
      return Style.ENCLOSED;
    }
    char c = text.charAt(next);
    if (BEFORE_TEXT.indexOf(c) >= 0) {
      return Style.PUNCTUATED;
    }
    return Character.isLetterOrDigit(c) ? Style.BARE : Style.PART_OF_A_WORD;
  }

  static boolean isHanAfterLetter(char c) {
    return HAN_AFTER.indexOf(c) >= 0;
  }

  private static boolean isBlank(String text, int from, int end) {
    for (int at = from; at < end; at++) {
      if (!Character.isWhitespace(text.charAt(at))) {
        return false;
      }
    }
    return true;
  }
}
