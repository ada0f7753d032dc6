package io.medsift.cli.explain;

import io.medsift.review.text.SafeText;
import io.medsift.review.text.Span;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Writes texts with marked pieces to a terminal: in colour, or, where there is none, with the
 * marked pieces in double brackets. Text that is shown can do nothing to the terminal.
 */
final class Terminal {
  private static final String RESET = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";
  private static final String SOFT = "\u001b[2m";
  private static final int MIN_WIDTH = 20;
  private static final int MIN_TEXT_WIDTH = 44;
  private static final int MAX_TEXT_WIDTH = 76;
  private static final int LABEL = 26;
  private static final int GAP = 3;

  private final PrintWriter out;
  private final boolean colour;
  private final int width;

  /**
   * A terminal.
   *
   * @param width in columns
   */
  Terminal(PrintWriter out, boolean colour, int width) {
    this.out = out;
    this.colour = colour;
    this.width = Math.max(MIN_WIDTH, width);
  }

  void line(String text) {
    out.println(SafeText.line(text));
  }

  void title(String text) {
    out.println(styled(BOLD, SafeText.line(text)));
  }

  void soft(String text) {
    out.println(styled(SOFT, SafeText.line(text)));
  }

  /** A name and its value, all values in one column; a longer name is on a line of its own. */
  void fact(String name, String value) {
    String label = SafeText.line(name);
    String shown = SafeText.line(value);
    if (TextColumn.columns(label) > LABEL) {
      out.println(styled(SOFT, label));
      label = "";
    }
    out.println(styled(SOFT, TextColumn.padded(label, LABEL, 0)) + " " + shown);
  }

  /** Texts beside each other where there is room, else below each other. */
  void texts(List<String> titles, List<List<Span>> texts, Set<Span.Style> marked) {
    int columns = texts.size();
    int column = (width - GAP * (columns - 1)) / columns;
    if (columns > 1 && column < MIN_TEXT_WIDTH) {
      for (int i = 0; i < columns; i++) {
        texts(titles.subList(i, i + 1), texts.subList(i, i + 1), marked);
      }
      return;
    }
    int room =
        columns == 1 ? Math.min(column, 2 * MAX_TEXT_WIDTH) : Math.min(column, MAX_TEXT_WIDTH);
    List<List<String>> laid = new ArrayList<>();
    int height = 0;
    for (List<Span> text : texts) {
      List<String> lines = new TextColumn(room, marked::contains, colour).lay(text);
      laid.add(lines);
      height = Math.max(height, lines.size());
    }
    StringBuilder heads = new StringBuilder();
    for (int i = 0; i < columns; i++) {
      heads.append(
          TextColumn.padded(SafeText.line(titles.get(i)), room, i + 1 == columns ? 0 : GAP));
    }
    out.println(styled(SOFT, heads.toString().stripTrailing()));
    for (int row = 0; row < height; row++) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        List<String> lines = laid.get(i);
        line.append(row < lines.size() ? lines.get(row) : " ".repeat(room));
        line.append(i + 1 == columns ? "" : " ".repeat(GAP));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  /** An empty line. */
  void gap() {
    out.println();
  }

  void flush() {
    out.flush();
  }

  private String styled(String style, String text) {
    return colour ? style + text + RESET : text;
  }
}
