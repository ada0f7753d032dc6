package io.medsift.review.centroids;

import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.text.Formats;
import java.util.Arrays;

/** How divided the votes are. */
record AgreementChart(CentroidSummary summary) implements Section {
  private static final double HIGHEST = 0.86;

  @Override
  public void write(Html html) {
    long[] bins = summary.agreement();
    long most = Arrays.stream(bins).max().orElse(0);
    if (most == 0) {
      html.element("p", "empty", "No labels yet.");
      return;
    }
    html.div("card").div("histogram");
    for (int bin = 0; bin < bins.length; bin++) {
      String name = CentroidSummary.binName(bin);
      html.open("div", "class", "column", "title", name + ": " + Formats.count(bins[bin]))
          .div("stack")
          .element("span", "count", bins[bin] == 0 ? "" : Formats.count(bins[bin]))
          .open(
              "span",
              "class",
              "gate-domain block",
              "style",
              "height:" + Formats.css(HIGHEST * Formats.percent(bins[bin], most)))
          .close(2)
          .element("span", "edge", name.split(" ", 2)[0])
          .close();
    }
    html.close().element("p", "note", "The last column holds clusters of one mind.").close();
  }
}
