package io.medsift.export.card;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
  private static final int LONGEST_NAME = 32;
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
      svg.text(NAME_WIDTH - 12, y + 18, "end", "name", Printable.line(bar.name(), LONGEST_NAME));
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
}
