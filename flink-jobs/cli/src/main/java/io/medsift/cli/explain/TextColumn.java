package io.medsift.cli.explain;

import io.medsift.review.text.SafeText;
import io.medsift.review.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Breaks a text with marked pieces into lines of one width, each padded to it. */
final class TextColumn {
  private static final String MARK = "\u001b[1;30;43m";
  private static final String RESET = "\u001b[0m";

  private final int width;
  private final Predicate<Span.Style> marked;
  private final boolean colour;
  private final List<String> lines = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private int used;
  private boolean inMark;

  /**
   * A column.
   *
   * @param marked which styles stand out
   * @param colour whether they do so by colour; else by double brackets
   */
  TextColumn(int width, Predicate<Span.Style> marked, boolean colour) {
    this.width = width;
    this.marked = marked;
    this.colour = colour;
  }

  /** The lines of a text. */
  List<String> lay(List<Span> spans) {
    for (Span span : spans) {
      boolean mark = marked.test(span.style()) && !span.text().isEmpty();
      if (mark) {
        begin();
      }
      for (String word : words(SafeText.terminal(span.text()))) {
        add(word);
      }
      if (mark) {
        end();
      }
    }
    breakLine();
    return lines;
  }

  private void begin() {
    inMark = true;
    if (colour) {
      line.append(MARK);
    } else {
      add("[[");
    }
  }

  private void end() {
    if (colour) {
      line.append(RESET);
    } else {
      add("]]");
    }
    inMark = false;
  }

  private void add(String word) {
    if (word.equals("\n")) {
      breakLine();
      return;
    }
    int columns = columns(word);
    if (used + columns > width && !word.isBlank() && used > 0) {
      breakLine();
    }
    if (columns <= width - used) {
      line.append(word);
      used += columns;
    } else if (!word.isBlank()) {
      addPieces(word);
    }
  }

  private void addPieces(String word) {
    word.codePoints()
        .forEach(
            codePoint -> {
              if (used + columns(codePoint) > width) {
                breakLine();
              }
              line.appendCodePoint(codePoint);
              used += columns(codePoint);
            });
  }

  private void breakLine() {
    boolean open = inMark && colour;
    lines.add(line + (open ? RESET : "") + " ".repeat(Math.max(0, width - used)));
    line.setLength(0);
    line.append(open ? MARK : "");
    used = 0;
  }

  /** Words, the white space between them, and wide characters each by itself. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    text.codePoints()
        .forEach(
            codePoint -> {
              boolean alone = codePoint == ' ' || codePoint == '\n' || columns(codePoint) > 1;
              if (alone && !word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
              }
              word.appendCodePoint(codePoint);
              if (alone) {
                words.add(word.toString());
                word.setLength(0);
              }
            });
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  /** {@code text} with blanks after it, to {@code width} columns and {@code gap} more. */
  static String padded(String text, int width, int gap) {
    StringBuilder cut = new StringBuilder();
    int[] used = {0};
    text.codePoints()
        .takeWhile(codePoint -> used[0] + columns(codePoint) <= width)
        .forEach(
            codePoint -> {
              cut.appendCodePoint(codePoint);
              used[0] += columns(codePoint);
            });
    return cut + " ".repeat(width - used[0] + gap);
  }

  /** Returns the number of columns a text takes. */
  static int columns(String text) {
    return text.codePoints().map(TextColumn::columns).sum();
  }

  private static int columns(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return isWide(codePoint) ? 2 : 1;
  }

  /**
   * Returns whether terminals give the character two columns, as Unicode's East Asian Width says.
   */
  private static boolean isWide(int codePoint) {
    return (codePoint >= 0x1100 && codePoint <= 0x115F)
        || (codePoint >= 0x2E80 && codePoint <= 0xA4CF)
        || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
        || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
        || (codePoint >= 0xFE30 && codePoint <= 0xFE6F)
        || (codePoint >= 0xFF00 && codePoint <= 0xFF60)
        || (codePoint >= 0xFFE0 && codePoint <= 0xFFE6)
        || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF)
        || (codePoint >= 0x20000 && codePoint <= 0x3FFFD);
  }
}
