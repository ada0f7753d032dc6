package io.medsift.console.pages;

import io.medsift.console.index.TimeTable;
import io.medsift.review.html.Column;
import io.medsift.review.html.Html;
import io.medsift.review.text.Formats;
import java.time.Instant;
import java.util.Arrays;

/** Numbers of verdicts over time, as columns. */
final class TimeChart {
  /** In how many spans the time is cut. */
  static final int SPANS = 40;

  private TimeChart() {}

  /** Writes the columns and when they begin and end. */
  static void write(Html html, String colour, TimeTable table, long[] counts) {
    long most = Arrays.stream(counts).max().orElse(0);
    html.div("histogram small times");
    for (int span = 0; span < counts.length; span++) {
      html.open("div", "class", "column", "title", about(table, span, counts)).div("stack");
      Column.write(html, colour, Formats.percent(counts[span], most));
      html.close(2);
    }
    html.close()
        .div("time-axis")
        .element("span", "", at(table.first()))
        .element("span", "", "highest column: " + Formats.count(most))
        .element("span", "", at(table.last()))
        .close();
  }

  private static String about(TimeTable table, int span, long[] counts) {
    double width = (table.last() - table.first() + 1.0) / counts.length;
    return "from " + at(table.first() + (long) (span * width)) + ": " + Formats.count(counts[span]);
  }

  private static String at(long millis) {
    return Formats.time(Instant.ofEpochMilli(millis));
  }
}
