package io.medsift.export.card;

import static java.lang.String.format;

import java.util.List;
import java.util.Locale;

/** Writes Markdown in which nothing but its own marks is markup, whatever the texts hold. */
final class Markdown {
  private static final int LONGEST = 120;
  private static final int LONGEST_SENTENCE = 2_000;

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
    return text(text, LONGEST);
  }

  /** A sentence that holds texts of the data, likewise. */
  static String sentence(String text) {
    return text(text, LONGEST_SENTENCE);
  }

  private static String text(String text, int longest) {
    String line = Printable.line(text, longest);
    return line.replaceAll("([\\\\`*_\\[\\]<>|#$~!])", "\\\\$1");
  }

  @Override
  public String toString() {
    return out.toString();
  }

  /** Numbers as people read them. */
  static final class CardNumbers {
    private CardNumbers() {}

    static String count(long value) {
      return format(Locale.ROOT, "%,d", value);
    }

    /** A count and its noun: {@code 1 row}, {@code 2,000 rows}. */
    static String count(long value, String noun) {
      return count(value) + " " + noun + (value == 1 ? "" : "s");
    }

    static String share(long part, long whole) {
      double percent = whole == 0 ? 0 : 100.0 * part / whole;
      return part > 0 && percent < 0.05 ? "< 0.1 %" : format(Locale.ROOT, "%.1f %%", percent);
    }

    /** The Hub's name for a number of rows. */
    static String sizeCategory(long rows) {
      if (rows < 1_000) {
        return "n<1K";
      }
      String[] edges = {"1K", "10K", "100K", "1M", "10M", "100M", "1B", "10B", "100B", "1T"};
      long upper = 10_000;
      int edge = 0;
      while (rows >= upper && edge < edges.length - 2) {
        upper *= 10;
        edge++;
      }
      return edges[edge] + "<n<" + edges[edge + 1];
    }
  }

  /** Texts of the data as they can be in a page: one line, no control or direction characters. */
  static final class Printable {
    private Printable() {}

    static String line(String text, int longest) {
      StringBuilder line = new StringBuilder();
      text.codePoints()
          .map(character -> Character.isWhitespace(character) ? ' ' : character)
          .filter(Printable::isPrintable)
          .limit(longest + 1L)
          .forEach(line::appendCodePoint);
      boolean cut = line.codePointCount(0, line.length()) > longest;
      return cut
          ? line.substring(0, line.offsetByCodePoints(0, longest - 1)) + "…"
          : line.toString();
    }

    private static boolean isPrintable(int character) {
      return switch (Character.getType(character)) {
        case Character.CONTROL,
            Character.FORMAT,
            Character.SURROGATE,
            Character.PRIVATE_USE,
            Character.UNASSIGNED ->
            false;
        default -> true;
      };
    }
  }
}
