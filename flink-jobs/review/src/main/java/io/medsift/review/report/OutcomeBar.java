package io.medsift.review.report;

import io.medsift.review.html.Html;
import io.medsift.review.tally.TrackTally;
import io.medsift.review.text.Formats;
import io.medsift.verdict.Gate;

/** A bar cut into what was accepted and what each gate rejected. */
final class OutcomeBar {
  private OutcomeBar() {}

  static void write(Html html, TrackTally track, long deadLetters) {
    long whole = track.samples() + deadLetters;
    html.div("outcome");
    part(html, "accepted", "accepted", track.accepted(), whole);
    for (Gate gate : Gate.values()) {
      part(html, Formats.colour(gate), gate.wireName(), track.rejected(gate), whole);
    }
    part(html, "dead", "dead letters", deadLetters, whole);
    html.close();
  }

  private static void part(Html html, String colour, String name, long part, long whole) {
    if (part > 0) {
      html.open(
              "span",
              "class",
              colour,
              "style",
              "width:" + Formats.css(Formats.percent(part, whole)),
              "title",
              name + ": " + Formats.count(part) + ", " + Formats.share(part, whole))
          .close();
    }
  }
}
