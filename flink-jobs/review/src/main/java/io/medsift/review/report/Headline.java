package io.medsift.review.report;

import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.tally.Tally;
import io.medsift.review.text.Formats;
import io.medsift.verdict.Gate;

/** The first thing seen: how much was kept, and one bar that shows what became of everything. */
record Headline(Tally tally, RunFacts facts) implements Section {
  @Override
  public void write(Html html) {
    html.open("header").element("p", "brand", "Medsift curation report");
    html.open("h1")
        .element("strong", "", Formats.count(tally.all().accepted()))
        .text(" of " + Formats.count(tally.records()) + " records accepted")
        .close();
    html.open("p", "class", "lead");
    if (tally.recipe() != null) {
      html.text("Recipe ").element("b", "", tally.recipe().name()).text(" · ");
    }
    html.text(facts.finished() + " · " + facts.duration()).close();
    OutcomeBar.write(html, tally.all(), tally.deadLetters().total());
    legend(html);
    tiles(html);
    html.close();
  }

  private void legend(Html html) {
    html.open("ul", "class", "legend").element("li", "accepted", "accepted");
    for (Gate gate : Gate.values()) {
      if (tally.all().rejected(gate) > 0) {
        html.element("li", Formats.colour(gate), gate.wireName());
      }
    }
    if (tally.deadLetters().total() > 0) {
      html.element("li", "dead", "dead letters");
    }
    html.close();
  }

  private void tiles(Html html) {
    long rejected = tally.all().samples() - tally.all().accepted();
    html.div("tiles");
    tile(html, "Accepted", tally.all().accepted(), share(tally.all().accepted()));
    tile(html, "Rejected", rejected, share(rejected));
    tile(html, "Dead letters", tally.deadLetters().total(), share(tally.deadLetters().total()));
    tile(html, "Late", tally.late(), "decided just after the watermark");
    tile(html, "Repeated", tally.repeated(), "decided before, same verdict");
    html.div("tile")
        .element("span", "name", "Records a second")
        .element("span", "figure", facts.rate(tally.records()))
        .element("span", "note", "while the job ran")
        .close();
    html.close();
  }

  private String share(long part) {
    return Formats.share(part, tally.records());
  }

  private static void tile(Html html, String name, long value, String note) {
    html.div("tile")
        .element("span", "name", name)
        .element("span", "figure", Formats.count(value))
        .element("span", "note", note)
        .close();
  }
}
