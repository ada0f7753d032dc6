package io.medsift.cli.report.html;

import io.medsift.cli.report.tally.Tally;
import io.medsift.cli.report.tally.TrackTally;
import io.medsift.verdict.Gate;
import java.util.Map;

/** What each gate took away, in the order of the gates; then the same for each track. */
record Funnel(Tally tally) implements Section {
  @Override
  public void write(Html html) {
    long whole = tally.records();
    html.div("card funnel");
    long left = whole;
    left = step(html, "Parse", "dead", tally.deadLetters().total(), left, whole);
    for (Gate gate : Gate.values()) {
      left =
          step(
              html,
              Figures.name(gate),
              Figures.colour(gate),
              tally.all().rejected(gate),
              left,
              whole);
    }
    html.close();
    tracks(html);
  }

  private static long step(
      Html html, String name, String colour, long lost, long before, long whole) {
    long after = before - lost;
    html.div("step")
        .element("span", "name", name)
        .div("bar")
        .open(
            "span", "class", "left", "style", "width:" + Figures.css(Figures.percent(after, whole)))
        .close()
        .open(
            "span", "class", colour, "style", "width:" + Figures.css(Figures.percent(lost, whole)))
        .close(2)
        .element(
            "span",
            lost == 0 ? "lost none" : "lost",
            lost == 0 ? "none" : "−" + Figures.count(lost))
        .element("span", "after", Figures.count(after) + " left")
        .close();
    return after;
  }

  private void tracks(Html html) {
    html.element("h3", "", "By track").div("card tracks");
    for (Map.Entry<String, TrackTally> entry : tally.tracks().entrySet()) {
      TrackTally track = entry.getValue();
      html.div("track").element("span", "name", entry.getKey());
      OutcomeBar.write(html, track, 0);
      html.element(
              "span",
              "after",
              Figures.count(track.accepted()) + " of " + Figures.count(track.samples()))
          .element("span", "share", Figures.share(track.accepted(), track.samples()))
          .close();
    }
    html.close();
  }
}
