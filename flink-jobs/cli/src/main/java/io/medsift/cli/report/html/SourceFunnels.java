package io.medsift.cli.report.html;

import io.medsift.cli.report.tally.Tally;
import io.medsift.cli.report.tally.TrackTally;
import io.medsift.cli.report.text.Excerpt;
import io.medsift.verdict.Gate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What became of each source: the bar of its samples, and what each gate took. */
record SourceFunnels(Tally tally) implements Section {
  private static final int MOST = 40;
  private static final int LONGEST_NAME = 80;

  @Override
  public void write(Html html) {
    List<Map.Entry<String, TrackTally>> sources =
        tally.sources().entrySet().stream()
            .sorted(
                Map.Entry.comparingByValue(
                    Comparator.comparingLong(TrackTally::samples).reversed()))
            .toList();
    if (sources.isEmpty()) {
      html.element("p", "empty", "No sample was decided.");
      return;
    }
    html.div("card tracks sources");
    sources.stream().limit(MOST).forEach(source -> write(html, source));
    if (sources.size() > MOST) {
      html.element(
          "p", "note", Figures.count(sources.size() - MOST) + " smaller sources are not drawn.");
    }
    html.close();
  }

  private static void write(Html html, Map.Entry<String, TrackTally> source) {
    TrackTally samples = source.getValue();
    html.div("track").element("span", "name", Excerpt.head(source.getKey(), LONGEST_NAME));
    OutcomeBar.write(html, samples, 0);
    html.element(
            "span",
            "after",
            Figures.count(samples.accepted()) + " of " + Figures.count(samples.samples()))
        .element("span", "share", Figures.share(samples.accepted(), samples.samples()))
        .div("losses");
    for (Gate gate : Gate.values()) {
      if (samples.rejected(gate) > 0) {
        html.element(
            "span",
            Figures.colour(gate),
            gate.wireName() + " −" + Figures.count(samples.rejected(gate)));
      }
    }
    html.close(2);
  }
}
