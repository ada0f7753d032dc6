package io.medsift.review.report;

import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.tally.Tally;
import io.medsift.review.tally.TrackTally;
import io.medsift.review.text.Formats;
import io.medsift.verdict.Gate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Samples that each gate examined and rejected, in the order of the gates; then by track. */
record Funnel(Tally tally, Map<String, Set<Gate>> gates) implements Section {
  private static final List<String> COLUMNS = List.of("gate", "", "examined", "rejected", "left");
  private static final int MAX_NAME_LENGTH = 48;

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
      step(html, Formats.name(gate), Formats.colour(gate), examined(gate), lost, left);
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
    html.open("tr").rowHead("", name, MAX_NAME_LENGTH).open("td", "class", "bars").div("bar");
    part(html, "left", left);
    part(html, colour, lost);
    html.close(2);
    if (examined == 0) {
      html.element("td", "none", "not run on any").element("td", "", "");
    } else {
      html.element("td", "", Formats.count(examined))
          .element("td", lost == 0 ? "none" : "lost", lost == 0 ? "none" : Formats.count(lost));
    }
    html.element("td", "", Formats.count(left)).close();
  }

  private void part(Html html, String colour, long samples) {
    html.open(
            "span",
            "class",
            colour,
            "style",
            "width:" + Formats.css(Formats.percent(samples, tally.records())))
        .close();
  }

  private void tracks(Html html) {
    html.element("h3", "", "By track").div("card tracks");
    tally.tracks().named().forEach((name, track) -> track(html, name, track));
    tally.tracks().further().ifPresent(track -> track(html, "(further tracks)", track));
    html.close();
  }

  private static void track(Html html, String name, TrackTally track) {
    html.div("track").name("span", "name", name, MAX_NAME_LENGTH);
    OutcomeBar.write(html, track, 0);
    html.element(
            "span",
            "after",
            Formats.count(track.accepted()) + " of " + Formats.count(track.samples()))
        .element("span", "share", Formats.share(track.accepted(), track.samples()))
        .close();
  }
}
