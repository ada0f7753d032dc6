package io.medsift.review.report;

import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.tally.Tally;
import io.medsift.review.text.Formats;

/** What is needed to do this run again: recipe, artifacts, versions, input. */
record Stamp(Tally tally, RunFacts facts) implements Section {
  @Override
  public void write(Html html) {
    html.div("card").open("dl");
    if (tally.recipe() != null) {
      row(html, "Recipe", tally.recipe().name() + " · " + tally.recipe().hash());
    }
    tally.artifacts().forEach((name, fingerprint) -> row(html, "Artifact " + name, fingerprint));
    row(html, "Medsift", facts.version());
    row(html, "Input", String.join("\n", facts.inputs()));
    row(html, "Records", Formats.count(facts.lines()));
    if (!facts.remarks().isEmpty()) {
      row(html, "Besides", String.join("\n", facts.remarks()));
    }
    row(
        html,
        "Run",
        facts.partitions()
            + " partitions, parallelism "
            + facts.parallelism()
            + ", "
            + facts.duration());
    row(html, "Finished", facts.finished());
    html.close(2);
  }

  private static void row(Html html, String name, String value) {
    html.element("dt", "", name).element("dd", "", value);
  }
}
