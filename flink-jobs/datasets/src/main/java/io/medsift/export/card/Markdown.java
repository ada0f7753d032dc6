package io.medsift.export.card;

import java.util.List;

/** Writes Markdown in which nothing but its own marks is markup, whatever the texts hold. */
final class Markdown {
  private static final int LONGEST = 120;

  private final StringBuilder out = new StringBuilder();

  Markdown heading(int level, String text) {
    return line("#".repeat(level) + " " + text).line("");
  }

  Markdown paragraph(String markdown) {
    return line(markdown).line("");
  }

  Markdown list(List<String> entries) {
    entries.forEach(entry -> line("- " + entry));
    return line("");
  }

  Markdown picture(String about, String file) {
    return paragraph("![" + about + "](" + file + ")");
  }

  Markdown code(String language, String code) {
    return line("```" + language).line(code.stripTrailing()).line("```").line("");
  }

  /** A table; the last columns of figures are aligned to the right. */
  Markdown table(List<String> head, int figures, List<List<String>> rows) {
    row(head);
    StringBuilder rule = new StringBuilder("|");
    for (int i = 0; i < head.size(); i++) {
      rule.append(i >= head.size() - figures ? "---:|" : "---|");
    }
    line(rule.toString());
    rows.forEach(this::row);
    return line("");
  }

  private void row(List<String> cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private Markdown line(String text) {
    out.append(text).append('\n');
    return this;
  }

  /** A text of the data as one line that is nothing but text. */
  static String text(String text) {
    String line = Printable.line(text, LONGEST);
    return line.replaceAll("([\\\\`*_\\[\\]<>|#$~!])", "\\\\$1");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
