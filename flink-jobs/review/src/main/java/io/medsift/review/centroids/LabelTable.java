package io.medsift.review.centroids;

import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.text.Formats;

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
              "width:" + Formats.css(Formats.percent(share.prompts(), most)))
          .close(2)
          .element("span", "after", Formats.share(share.prompts(), summary.prompts()))
          .element("span", "share", Formats.count(share.clusters()) + " clusters")
          .close();
    }
    html.close();
  }
}
