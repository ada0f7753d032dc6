package io.medsift.answers.text;

import java.util.Set;

/** LaTeX commands that change how an answer looks but not what it says. */
public final class LatexWrappers {
  private static final Set<String> NAMES =
      Set.of(
          "text",
          "textbf",
          "textit",
          "textrm",
          "textsf",
          "textnormal",
          "mathbf",
          "mathrm",
          "mathit",
          "mathsf",
          "mathtt",
          "mathcal",
          "operatorname",
          "boldsymbol",
          "bm",
          "bf",
          "rm",
          "emph",
          "underline",
          "left",
          "right",
          "displaystyle",
          "quad",
          "qquad",
          "boxed",
          "fbox",
          "large",
          "Large",
          "LARGE",
          "huge",
          "Huge",
          "textup",
          "texttt",
          "textsc",
          "mbox",
          "hbox",
          "mathbb",
          "mathfrak",
          "bigl",
          "bigr",
          "big",
          "Big",
          "colorbox",
          "textcolor",
          "color",
          "ensuremath",
          "framebox",
          "normalsize",
          "ce",
          "mathop");
  private static final int MAX_COLOUR_LENGTH = 40;
  private static final Set<String> COLOURS = Set.of("textcolor", "color", "colorbox");

  private LatexWrappers() {}

  static boolean isWrapper(String name) {
    return NAMES.contains(name);
  }

  /** Returns whether the first argument of the command names a colour. */
  static boolean isColour(String name) {
    return COLOURS.contains(name);
  }

  /** The position after the argument in braces at {@code at}, or {@code at} where there is none. */
  static int skipArgument(CharSequence text, int at, int end) {
    int close = at;
    if (at >= end || text.charAt(at) != '{') {
      return at;
    }
    int limit = Math.min(end, at + MAX_COLOUR_LENGTH);
    while (close < limit && text.charAt(close) != '}') {
      close++;
    }
    return close < limit ? close + 1 : at;
  }

  /**
   * The position after the wrappers, opening braces, dollars and spaces at {@code at}, or {@code
   * at} where there are none.
   */
  public static int skipOpening(String text, int at, int end) {
    int position = at;
    while (position < end) {
      char c = text.charAt(position);
      if (c == '{' || c == '$' || c == ' ') {
        position++;
      } else if (c == '\\') {
        int next = position + 1;
        while (next < end && WordBounds.isAsciiLetter(text.charAt(next))) {
          next++;
        }
        boolean delimiter =
            next == position + 1 && next < end && "([ ,;".indexOf(text.charAt(next)) >= 0;
        if (delimiter) {
          position = next + 1;
        } else if (next > position + 1 && isWrapper(text.substring(position + 1, next))) {
          position =
              isColour(text.substring(position + 1, next)) ? skipArgument(text, next, end) : next;
        } else {
          return position;
        }
      } else {
        return position;
      }
    }
    return position;
  }
}
