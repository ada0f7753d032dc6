package io.medsift.export.card;

import java.util.Map;

/** How long texts are, as columns between powers of two. */
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
