package io.medsift.answers.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;

/**
 * Reduces a text to what counts when two answers are compared.
 *
 * <p>Folds case, white space, compatible Unicode forms, dashes and quotation marks; drops markdown
 * and LaTeX wrappers such as {@code \text{}} and {@code \mathbf{}}; drops punctuation at the end.
 * Symbols, digits and other LaTeX commands stay, so {@code \alpha} and {@code \beta} stay
 * different. Ca²⁺ and {@code Ca^{2+}} are Ca2+, 10³ is 10^3, ½ is 1/2.
 */
public final class TextNormaliser {
  private static final String TRAILING = ".,;:!?。 ";
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻";
  private static final String SUPERSCRIPT_FORMS = "0123456789+-";

  /** LaTeX commands that stand for one character. */
  private static final Map<String, String> SYMBOLS =
      Map.ofEntries(
          Map.entry("times", "×"),
          Map.entry("circ", "°"),
          Map.entry("degree", "°"),
          Map.entry("pm", "±"),
          Map.entry("geq", "≥"),
          Map.entry("ge", "≥"),
          Map.entry("leq", "≤"),
          Map.entry("le", "≤"),
          Map.entry("cdot", "·"),
          Map.entry("div", "÷"),
          Map.entry("approx", "≈"),
          Map.entry("to", "→"),
          Map.entry("rightarrow", "→"),
          Map.entry("infty", "∞"),
          Map.entry("alpha", "α"),
          Map.entry("beta", "β"),
          Map.entry("gamma", "γ"),
          Map.entry("delta", "δ"),
          Map.entry("Delta", "δ"),
          Map.entry("epsilon", "ε"),
          Map.entry("eta", "η"),
          Map.entry("theta", "θ"),
          Map.entry("kappa", "κ"),
          Map.entry("lambda", "λ"),
          Map.entry("mu", "μ"),
          Map.entry("pi", "π"),
          Map.entry("rho", "ρ"),
          Map.entry("sigma", "σ"),
          Map.entry("tau", "τ"),
          Map.entry("omega", "ω"),
          Map.entry("Omega", "ω"),
          Map.entry("dfrac", "\\frac"),
          Map.entry("tfrac", "\\frac"),
          Map.entry("cfrac", "\\frac"));

  private TextNormaliser() {}

  public static String normalise(CharSequence text) {
    return normalise(text, 0, text.length(), true);
  }

  public static String normalise(CharSequence text, int begin, int end, boolean foldCase) {
    CharSequence piece = compatible(text, begin, end);
    int from = piece == text ? begin : 0;
    int to = piece == text ? end : piece.length();
    StringBuilder result = new StringBuilder(to - from);
    int at = from;
    while (at < to) {
      char c = AsciiFolding.foldedChar(piece.charAt(at));
      if (c == '\\') {
        at = command(piece, at, to, result);
        continue;
      }
      at++;
      if (Character.isWhitespace(c)) {
        space(result);
      } else if (!isDropped(c) && !isScript(c, piece, at, to, result)) {
        result.append(foldCase ? Character.toLowerCase(c) : c);
      }
    }
    int length = result.length();
    while (length > 0 && TRAILING.indexOf(result.charAt(length - 1)) >= 0) {
      length--;
    }
    return result.substring(0, length);
  }

  /**
   * The first position in {@code text} at which {@code folded} has been read from {@code begin}.
   */
  public static int endOf(String text, int begin, int end, String folded) {
    int low = begin;
    int high = end;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (normalise(text, begin, middle, true).length() >= folded.length()) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The text itself, or the piece of it with its characters in compatible form. */
  private static CharSequence compatible(CharSequence text, int begin, int end) {
    int at = begin;
    while (at < end && text.charAt(at) < 0x80) {
      at++;
    }
    if (at == end) {
      return text;
    }
    StringBuilder plain = new StringBuilder(end - begin + 8);
    for (int i = begin; i < end; i++) {
      char c = text.charAt(i);
      char before = plain.length() == 0 ? ' ' : plain.charAt(plain.length() - 1);
      int superscript = SUPERSCRIPTS.indexOf(c);
      if (superscript >= 0) {
        boolean power = Character.isDigit(before) && !(i > begin && isSuperscript(text, i - 1));
        plain.append(power ? "^" : "").append(SUPERSCRIPT_FORMS.charAt(superscript));
      } else if (c >= 0x2460 && c <= 0x2473) {
        plain.append('(').append(c - 0x2460 + 1).append(')');
      } else if (isFraction(c)) {
        plain.append(Character.isDigit(before) ? " " : "");
        plain.append(Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC));
      } else {
        plain.append(c);
      }
    }
    return withoutAccents(Normalizer.normalize(plain, Normalizer.Form.NFKC)).replace('\u2044', '/');
  }

  /** Latin letters without the accents of names, which models often leave out; ŷ is no name. */
  private static String withoutAccents(String composed) {
    StringBuilder plain = new StringBuilder(composed.length());
    for (int at = 0; at < composed.length(); at++) {
      char c = composed.charAt(at);
      boolean accented = c >= 'À' && c <= 'ſ' && c != 'ŷ' && c != 'Ŷ';
      char base =
          accented ? Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD).charAt(0) : c;
      plain.append(WordBounds.isAsciiLetter(base) ? base : c);
    }
    return plain.toString();
  }

  private static boolean isSuperscript(CharSequence text, int at) {
    return SUPERSCRIPTS.indexOf(text.charAt(at)) >= 0;
  }

  private static boolean isFraction(char c) {
    return (c >= 0xBC && c <= 0xBE) || (c >= 0x2150 && c <= 0x215E) || c == 0x2189;
  }

  private static boolean isDropped(char c) {
    return switch (c) {
      case '*', '`', '$', '{', '}', '"', AsciiFolding.NOTHING -> true;
      default -> false;
    };
  }

  /** Returns whether it marks the charge, index or degree of what is before it, and no power. */
  private static boolean isScript(
      char c, CharSequence text, int next, int end, StringBuilder result) {
    if ((c != '^' && c != '_') || result.length() == 0 || next >= end) {
      return false;
    }
    int at = next;
    while (at < end && (text.charAt(at) == '{' || text.charAt(at) == ' ')) {
      at++;
    }
    if (at == end) {
      return false;
    }
    char first = text.charAt(at);
    boolean degree = first == '°' || startsWith(text, at, "\\circ");
    char before = result.charAt(result.length() - 1);
    boolean index = c == '_' || !Character.isDigit(before);
    boolean number = Character.isDigit(first) || "+-".indexOf(first) >= 0;
    return degree || (index && number && Character.isLetterOrDigit(before));
  }

  private static boolean startsWith(CharSequence text, int at, String part) {
    return at + part.length() <= text.length()
        && part.contentEquals(text.subSequence(at, at + part.length()));
  }

  private static void space(StringBuilder result) {
    int length = result.length();
    if (length > 0 && result.charAt(length - 1) != ' ') {
      result.append(' ');
    }
  }

  /** Appends what stands for the command at {@code at} and returns the position after it. */
  private static int command(CharSequence text, int at, int end, StringBuilder result) {
    int next = at + 1;
    while (next < end && WordBounds.isAsciiLetter(text.charAt(next))) {
      next++;
    }
    if (next == at + 1) {
      if (next == end) {
        return next;
      }
      char escaped = text.charAt(next);
      if ("%$&#_'".indexOf(escaped) >= 0) {
        result.append(escaped);
      } else if (",;!: \\".indexOf(escaped) >= 0) {
        space(result);
      }
      return next + 1;
    }
    String name = text.subSequence(at + 1, next).toString();
    String symbol = SYMBOLS.get(name);
    if (symbol != null) {
      result.append(symbol);
      return next;
    }
    if (LatexWrappers.isColour(name)) {
      return LatexWrappers.skipArgument(text, next, end);
    }
    if (!LatexWrappers.isWrapper(name)) {
      result.append('\\').append(name.toLowerCase(Locale.ROOT));
    }
    return next;
  }
}
