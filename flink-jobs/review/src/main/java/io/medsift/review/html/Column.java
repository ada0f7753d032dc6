package io.medsift.review.html;

import java.util.Locale;

/** A column of a histogram, as an image: it needs no inline style. */
public final class Column {
  private Column() {}

  /**
   * Writes a column, in a box that gives it its size.
   *
   * @param colour style class of the colour
   * @param percent how high it is
   */
  public static void write(Html html, String colour, double percent) {
    html.open(
        "svg",
        "class",
        "part " + colour,
        "viewBox",
        "0 0 100 100",
        "preserveAspectRatio",
        "none",
        "aria-hidden",
        "true");
    if (percent > 0) {
      double height = Math.max(1, percent);
      html.open(
              "rect",
              "x",
              "0",
              "y",
              String.format(Locale.ROOT, "%.1f", 100 - height),
              "width",
              "100",
              "height",
              String.format(Locale.ROOT, "%.1f", height))
          .close();
    }
    html.close();
  }
}
