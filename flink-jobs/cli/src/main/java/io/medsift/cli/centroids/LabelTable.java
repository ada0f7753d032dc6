package io.medsift.cli.centroids;

import io.medsift.cli.report.html.Figures;
import io.medsift.cli.report.html.Html;
import io.medsift.cli.report.html.Section;

/** How much each label has. */
record LabelTable(CentroidSummary summary, LabelColours colours) implements Section {
  @Override
  public void write(Html html) {
    if (summary.labels().isEmpty()) {
      html.element("p", "empty", "No labels yet.");
      return;
    }
    long most = summary.labels().get(0).prompts();
    html.div("card bars");
    for (CentroidSummary.LabelShare share : summary.labels()) {
      html.div("track label-share")
          .element("span", "name", share.label())
          .div("bar")
          .open(
              "span",
              "class",
              colours.of(share.label()),
              "style",
              "width:" + Figures.css(Figures.percent(share.prompts(), most)))
          .close(2)
          .element("span", "after", Figures.share(share.prompts(), summary.prompts()))
          .element("span", "share", Figures.count(share.clusters()) + " clusters")
          .close();
    }
    html.close();
  }
}
