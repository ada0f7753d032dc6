package io.medsift.cli.report.html;

import io.medsift.cli.report.tally.Tally;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Which evaluation sets leaked into the samples. */
record BenchmarkBars(Tally tally) implements Section {
  private static final int MOST = 30;

  @Override
  public void write(Html html) {
    List<Map.Entry<String, Long>> sets =
        tally.benchmarks().entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
            .limit(MOST)
            .toList();
    if (sets.isEmpty()) {
      html.element("p", "empty", "No evaluation item was found in a prompt.");
      return;
    }
    long most = sets.get(0).getValue();
    html.div("card bars");
    for (Map.Entry<String, Long> set : sets) {
      html.div("track")
          .element("span", "name", set.getKey())
          .div("bar")
          .open(
              "span",
              "class",
              "gate-decontaminate",
              "style",
              "width:" + Figures.css(Figures.percent(set.getValue(), most)))
          .close(2)
          .element("span", "after", Figures.count(set.getValue()))
          .close();
    }
    html.close();
  }
}
