package io.medsift.answers.text;

import java.util.Locale;
import java.util.Set;

/** HTML tags that change how an answer looks but not what it says. */
public final class Markup {
  /** What a tag is folded to; it stands for nothing. */
  public static final char NOTHING = '\u200B';

  private static final int LONGEST = 80;
  private static final Set<String> INLINE =
      Set.of(
          "b", "strong", "em", "i", "u", "span", "mark", "code", "font", "ins", "small", "big", "a",
          "tt", "label");
  private static final Set<String> BLOCK =
      Set.of(
          "p", "br", "div", "center", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "pre",
          "hr", "section");

  private Markup() {}

  /**
   * Folds the tag at {@code at}, where one of these stands there, and returns the position of its
   * last character; else {@code at}. A block begins a line.
   */
  public static int fold(String literal, int at, char[] folded) {
    int limit = Math.min(literal.length(), at + LONGEST);
    int name = at + 1 < limit && literal.charAt(at + 1) == '/' ? at + 2 : at + 1;
    int nameEnd = name;
    while (nameEnd < limit && Character.isLetterOrDigit(literal.charAt(nameEnd))) {
      nameEnd++;
    }
    String tag = literal.substring(name, nameEnd).toLowerCase(Locale.ROOT);
    boolean block = BLOCK.contains(tag);
    if (!block && !INLINE.contains(tag)) {
      return at;
    }
    int end = nameEnd;
    while (end < limit && literal.charAt(end) != '>' && literal.charAt(end) != '<') {
      end++;
    }
    boolean tagEnds = end < limit && literal.charAt(end) == '>';
    boolean attributes = end == nameEnd || " /".indexOf(literal.charAt(nameEnd)) >= 0;
    if (!tagEnds || !attributes) {
      return at;
    }
    for (int i = at; i <= end; i++) {
      folded[i] = NOTHING;
    }
    folded[at] = block ? '\n' : NOTHING;
    return end;
  }
}
