package io.medsift.review.centroids;

import io.medsift.centroids.Cluster;
import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.text.Formats;

/** A text and its cluster. */
record PlacementView(Placement placement, LabelColours colours) implements Section {
  @Override
  public void write(Html html) {
    Cluster cluster = placement.cluster();
    String label = cluster.label() == null ? "no label" : cluster.label();
    html.open("article", "class", "card example " + colours.of(cluster.label()));
    html.div("meta")
        .element("b", "", label)
        .element("span", "", "cluster " + placement.assignment().cluster())
        .element("span", "", "distance " + Formats.decimal(placement.assignment().distance(), 3))
        .close();
    html.open("div", "class", "text", "dir", "auto").text(placement.text()).close();
    if (!cluster.votes().isEmpty()) {
      html.div("placement-votes");
      LeastAgreed.votes(html, cluster.votes(), colours);
      html.close();
    }
    for (Cluster.NearestPrompt prompt : cluster.nearest()) {
      html.element(
          "p",
          "prompt",
          Formats.decimal(prompt.distance(), 3)
              + " · "
              + (prompt.label() == null ? "no vote" : prompt.label())
              + " · "
              + Placement.oneLine(prompt.prompt()));
    }
    html.close();
  }
}
