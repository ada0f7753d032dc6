package io.medsift.review.report;

import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.tally.Tally;
import io.medsift.review.tally.TrackTally;
import io.medsift.review.text.Formats;
import io.medsift.review.text.Plural;
import io.medsift.verdict.Gate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Outcomes by source: the bars of the largest, what each gate took of their samples, and a table of
 * all, folded, in which a browser's search finds each.
 */
record SourceFunnels(Tally tally) implements Section {
  private static final int MAX_BARS = 12;
  private static final int MAX_ROWS = 2_000;
  private static final int MAX_NAME_LENGTH = 48;

  @Override
  public void write(Html html) {
    List<Map.Entry<String, TrackTally>> sources =
        tally.sources().named().entrySet().stream()
            .sorted(
                Map.Entry.comparingByValue(
                    Comparator.comparingLong(TrackTally::samples).reversed()))
            .toList();
    if (sources.isEmpty()) {
      html.element("p", "empty", "No sample was decided.");
      return;
    }
    html.div("card tracks sources");
    sources.stream().limit(MAX_BARS).forEach(source -> write(html, source));
    if (sources.size() > MAX_BARS) {
      table(html, sources);
    }
    html.close();
  }

  private void table(Html html, List<Map.Entry<String, TrackTally>> sources) {
    List<Gate> gates =
        Arrays.stream(Gate.values()).filter(gate -> tally.all().rejected(gate) > 0).toList();
    List<String> columns = new ArrayList<>(List.of("source", "samples", "accepted", "share"));
    gates.forEach(gate -> columns.add("− " + gate.wireName()));
    html.open("details")
        .element(
            "summary",
            "",
            "The "
                + Formats.count(MAX_BARS)
                + " largest are shown. Table of all "
                + Formats.count(sources.size()))
        .div("wide")
        .open("table", "class", "all")
        .head(columns);
    sources.stream().limit(MAX_ROWS).forEach(source -> row(html, source, gates));
    html.close(2);
    long listed =
        sources.stream().limit(MAX_ROWS).mapToLong(source -> source.getValue().samples()).sum();
    if (listed < tally.all().samples()) {
      html.element(
          "p",
          "note",
          Plural.of(tally.all().samples() - listed, "sample")
              + " of smaller sources not in the table.");
    }
    html.close();
  }

  private static void row(Html html, Map.Entry<String, TrackTally> source, List<Gate> gates) {
    TrackTally samples = source.getValue();
    html.open("tr")
        .rowHead("", source.getKey(), MAX_NAME_LENGTH)
        .element("td", "", Formats.count(samples.samples()))
        .element("td", "", Formats.count(samples.accepted()))
        .element("td", "", Formats.share(samples.accepted(), samples.samples()));
    for (Gate gate : gates) {
      long lost = samples.rejected(gate);
      html.element("td", lost == 0 ? "none" : "", Formats.count(lost));
    }
    html.close();
  }

  private static void write(Html html, Map.Entry<String, TrackTally> source) {
    TrackTally samples = source.getValue();
    html.div("track").name("span", "name", source.getKey(), MAX_NAME_LENGTH);
    OutcomeBar.write(html, samples, 0);
    html.element(
            "span",
            "after",
            Formats.count(samples.accepted()) + " of " + Formats.count(samples.samples()))
        .element("span", "share", Formats.share(samples.accepted(), samples.samples()))
        .div("losses");
    for (Gate gate : Gate.values()) {
      if (samples.rejected(gate) > 0) {
        html.element(
            "span",
            Formats.colour(gate),
            gate.wireName() + " −" + Formats.count(samples.rejected(gate)));
      }
    }
    html.close(2);
  }
}
