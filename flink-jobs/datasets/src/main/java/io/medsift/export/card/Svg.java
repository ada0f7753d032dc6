package io.medsift.export.card;

import static java.lang.String.format;

import java.util.Locale;

/** Writes an SVG picture that follows the reader's light or dark ground. */
final class Svg {
  private static final String STYLE =
      "text{font:13px system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}"
          + ".name{fill:#1d2226}.count{fill:#667079}.bar{fill:#2a9d78}"
          + "@media(prefers-color-scheme:dark){.name{fill:#e7eaec}.count{fill:#98a3ab}"
          + ".bar{fill:#3fb68d}}";

  private final StringBuilder out = new StringBuilder();

  Svg(String about, int width, int height) {
    out.append(
            format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                    + " viewBox=\"0 0 %d %d\" role=\"img\">",
                width,
                height,
                width,
                height))
        .append("<title>")
        .append(escaped(about))
        .append("</title><style>")
        .append(STYLE)
        .append("</style>\n");
  }

  Svg bar(double x, double y, double width, double height) {
    out.append(
        format(
            Locale.ROOT,
            "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"3\"/>%n",
            x,
            y,
            width,
            height));
    return this;
  }

  /** Text whose start, middle or end is at {@code x}. */
  Svg text(double x, double y, String anchor, String style, String text) {
    out.append(
        format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            style,
            x,
            y,
            anchor,
            escaped(text)));
    return this;
  }

  String end() {
    return out.append("</svg>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
