package io.medsift.console.pages;

import io.medsift.review.html.Html;
import java.util.Locale;

/** A horizontal bar of parts, as an image: the policy of the server allows no inline style. */
final class Bar {
  private static final double WIDTH = 1000;

  private final Html html;
  private final long whole;
  private double at;

  private Bar(Html html, long whole) {
    this.html = html;
    this.whole = Math.max(1, whole);
  }

  /** Begins a bar whose whole length stands for so much; {@link #end} ends it. */
  static Bar begin(Html html, long whole) {
    html.open(
        "svg",
        "class",
        "parts",
        "viewBox",
        "0 0 1000 10",
        "preserveAspectRatio",
        "none",
        "aria-hidden",
        "true");
    return new Bar(html, whole);
  }

  /** Adds a part in the colour of a class. */
  Bar part(String colour, long amount) {
    double width = WIDTH * amount / whole;
    if (amount > 0) {
      html.open(
              "rect",
              "class",
              colour,
              "x",
              number(at),
              "y",
              "0",
              "width",
              number(Math.max(2, width)),
              "height",
              "10")
          .close();
    }
    at += width;
    return this;
  }

  void end() {
    html.close();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
