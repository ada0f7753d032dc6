package io.medsift.review.report;

import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.tally.Histogram;
import io.medsift.review.tally.Tally;
import io.medsift.review.text.Formats;
import io.medsift.verdict.Reason;

/** Similarity of near-duplicates to the samples that were kept. */
record SimilarityChart(Tally tally) implements Section {
  private static final int LABEL_EVERY = 5;

  @Override
  public void write(Html html) {
    Histogram histogram = tally.similarities();
    if (histogram.total() == 0) {
      html.element("p", "empty", "No near-duplicate was found.");
      return;
    }
    int first = histogram.firstBin() / LABEL_EVERY * LABEL_EVERY;
    long most = 0;
    for (int bin = first; bin < Histogram.BINS; bin++) {
      most = Math.max(most, histogram.count(bin));
    }
    html.div("card").div("histogram");
    for (int bin = first; bin < Histogram.BINS; bin++) {
      column(html, bin, histogram.count(bin), most);
    }
    html.close()
        .element(
            "p",
            "note",
            Formats.count(histogram.total())
                + " near-duplicates. Exact copies, not shown: "
                + Formats.count(tally.rejected(Reason.EXACT_COPY))
                + ".")
        .close();
  }

  private static void column(Html html, int bin, long count, long most) {
    String range =
        Formats.decimal(Histogram.edge(bin), 2)
            + " to "
            + Formats.decimal(Histogram.edge(bin + 1), 2);
    html.open("div", "class", "column", "title", range + ": " + Formats.count(count))
        .div("stack")
        .element("span", "count", count == 0 ? "" : Formats.count(count))
        .open(
            "span",
            "class",
            "gate-deduplicate block",
            "style",
            "height:" + Formats.css(0.86 * Formats.percent(count, most)))
        .close(2)
        .element(
            "span", "edge", bin % LABEL_EVERY == 0 ? Formats.decimal(Histogram.edge(bin), 1) : "")
        .close();
  }
}
