package io.medsift.export.card;

import static java.lang.String.format;

import io.medsift.export.card.Markdown.CardNumbers;
import io.medsift.export.card.Markdown.Printable;
import io.medsift.export.card.RowStatistics.Lengths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Bars beside each other's names, as an SVG picture that is readable on light and on dark ground.
 *
 * @param about what is drawn, for those who do not see it
 * @param bars in order
 */
record BarChart(String about, List<Bar> bars) {
  private static final int WIDTH = 760;
  private static final int NAME_WIDTH = 230;
  private static final int COUNT_WIDTH = 110;
  private static final int ROW = 26;
  private static final int MAX_NAME_LENGTH = 32;
  private static final int MOST = 20;

  /** A name and its figure. */
  record Bar(String name, long value) {}

  BarChart {
    bars = List.copyOf(bars);
  }

  /** The largest values first; what is too many to draw is one bar. */
  static BarChart largest(String about, Map<String, Long> values) {
    List<Bar> sorted =
        new TreeMap<>(values)
            .entrySet().stream()
                .map(value -> new Bar(value.getKey(), value.getValue()))
                .sorted(Comparator.comparingLong(Bar::value).reversed())
                .toList();
    if (sorted.size() <= MOST) {
      return new BarChart(about, sorted);
    }
    List<Bar> shown = new ArrayList<>(sorted.subList(0, MOST - 1));
    List<Bar> rest = sorted.subList(MOST - 1, sorted.size());
    shown.add(
        new Bar(
            CardNumbers.count(rest.size()) + " others", rest.stream().mapToLong(Bar::value).sum()));
    return new BarChart(about, shown);
  }

  String svg() {
    long most = bars.stream().mapToLong(Bar::value).max().orElse(1);
    Svg svg = new Svg(about, WIDTH, ROW * bars.size() + 12);
    int y = 6;
    for (Bar bar : bars) {
      double length = (double) (WIDTH - NAME_WIDTH - COUNT_WIDTH) * bar.value() / Math.max(1, most);
      svg.text(NAME_WIDTH - 12, y + 18, "end", "name", Printable.line(bar.name(), MAX_NAME_LENGTH));
      svg.bar(NAME_WIDTH, y + 4, Math.max(1, length), ROW - 8);
      svg.text(
          NAME_WIDTH + Math.max(1, length) + 8,
          y + 18,
          "start",
          "count",
          CardNumbers.count(bar.value()));
      y += ROW;
    }
    return svg.end();
  }

  /** Histogram of text lengths, with columns between powers of two. */
  record LengthChart(String about, Lengths lengths) {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 252;
    private static final int PLOT = 180;
    private static final int TOP = 24;

    String svg() {
      Svg svg = new Svg(about, WIDTH, HEIGHT);
      long first = Math.max(1, lengths.bins().firstKey());
      long last = Math.max(1, lengths.bins().lastKey());
      int columns = Long.numberOfTrailingZeros(last) - Long.numberOfTrailingZeros(first) + 1;
      long most = lengths.bins().values().stream().mapToLong(Long::longValue).max().orElse(1);
      double width = Math.min(90, (double) WIDTH / columns);
      for (Map.Entry<Long, Long> bin : lengths.bins().entrySet()) {
        long edge = Math.max(1, bin.getKey());
        int column = Long.numberOfTrailingZeros(edge) - Long.numberOfTrailingZeros(first);
        double height = (double) PLOT * bin.getValue() / most;
        double x = column * width;
        svg.bar(x + 3, TOP + PLOT - height, width - 6, height);
        svg.text(
            x + width / 2,
            TOP + PLOT - height - 6,
            "middle",
            "count",
            columns > 14 ? "" : CardNumbers.count(bin.getValue()));
        svg.text(x + width / 2, TOP + PLOT + 18, "middle", "name", edge(edge));
      }
      svg.text(0, HEIGHT - 4, "start", "count", "characters, from the figure to twice as many");
      return svg.end();
    }

    private static String edge(long edge) {
      return edge < 1_024 ? Long.toString(edge) : edge / 1_024 + "k";
    }
  }

  /** Writes an SVG picture that follows the reader's light or dark ground. */
  private static final class Svg {
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
}
