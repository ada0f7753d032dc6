package io.medsift.cli.report.html;

import io.medsift.cli.report.tally.Tally;
import io.medsift.cli.report.tally.TrackTally;
import io.medsift.verdict.Gate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What each gate looked at and took away, in the order of the gates; then by track. */
record Funnel(Tally tally, Map<String, Set<Gate>> gates) implements Section {
  private static final List<String> COLUMNS = List.of("gate", "", "examined", "rejected", "left");
  private static final int LONGEST_NAME = 48;

  @Override
  public void write(Html html) {
    long whole = tally.records();
    html.div("card").open("table", "class", "funnel").head(COLUMNS);
    long dead = tally.deadLetters().total();
    long left = whole - dead;
    step(html, "Parse", "dead", whole, dead, left);
    for (Gate gate : Gate.values()) {
      long lost = tally.all().rejected(gate);
      left -= lost;
      step(html, Figures.name(gate), Figures.colour(gate), examined(gate), lost, left);
    }
    html.close(2);
    tracks(html);
  }

  /** Samples of tracks that run the gate, as many as came to it. */
  private long examined(Gate gate) {
    return tally.tracks().named().entrySet().stream()
        .filter(track -> gates.getOrDefault(track.getKey(), Set.of()).contains(gate))
        .mapToLong(track -> track.getValue().reached(gate))
        .sum();
  }

  private void step(Html html, String name, String colour, long examined, long lost, long left) {
    html.open("tr").rowHead("", name, LONGEST_NAME).open("td", "class", "bars").div("bar");
    part(html, "left", left);
    part(html, colour, lost);
    html.close(2);
    if (examined == 0) {
      html.element("td", "none", "not run on any").element("td", "", "");
    } else {
      html.element("td", "", Figures.count(examined))
          .element("td", lost == 0 ? "none" : "lost", lost == 0 ? "none" : Figures.count(lost));
    }
    html.element("td", "", Figures.count(left)).close();
  }

  private void part(Html html, String colour, long samples) {
    html.open(
            "span",
            "class",
            colour,
            "style",
            "width:" + Figures.css(Figures.percent(samples, tally.records())))
        .close();
  }

  private void tracks(Html html) {
    html.element("h3", "", "By track").div("card tracks");
    tally.tracks().named().forEach((name, track) -> track(html, name, track));
    tally.tracks().further().ifPresent(track -> track(html, "(further tracks)", track));
    html.close();
  }

  private static void track(Html html, String name, TrackTally track) {
    html.div("track").name("span", "name", name, LONGEST_NAME);
    OutcomeBar.write(html, track, 0);
    html.element(
            "span",
            "after",
            Figures.count(track.accepted()) + " of " + Figures.count(track.samples()))
        .element("span", "share", Figures.share(track.accepted(), track.samples()))
        .close();
  }
}
