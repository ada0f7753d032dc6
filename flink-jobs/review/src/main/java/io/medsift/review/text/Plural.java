package io.medsift.review.text;

import static java.lang.String.format;

import java.util.Locale;

/** Formats a count with its noun. */
public final class Plural {
  private Plural() {}

  /** Returns the number and what is counted: {@code 1 row}, {@code 1,200 rows}, {@code 0 rows}. */
  public static String of(long count, String one) {
    return of(count, one, one + "s");
  }

  /** Returns the number and what is counted, for a word with an irregular plural. */
  public static String of(long count, String one, String many) {
    return format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
  }
}
