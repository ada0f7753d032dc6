package io.medsift.export.card;

import static java.lang.String.format;

import java.util.Locale;

/** Numbers as people read them. */
final class CardNumbers {
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
