package io.medsift.review.centroids;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.text.Formats;

/** How many clusters, how large, and who gave the labels. */
record CentroidHeadline(CentroidArtifact artifact, CentroidSummary summary) implements Section {
  @Override
  public void write(Html html) {
    html.open("header").element("p", "brand", "Medsift centroids").open("h1");
    html.element("strong", "", Formats.count(artifact.clusters()))
        .text(" clusters of " + Formats.count(summary.prompts()) + " prompts")
        .close();
    boolean labelled = artifact.manifest().isLabelled();
    html.open("p", "class", "lead")
        .text(labelled ? "Labels by " : "No labels yet · ")
        .element("b", "", labelled ? artifact.manifest().classifier().kind() : "")
        .text(labelled ? " · " : "")
        .text("embedded by " + artifact.manifest().model().id())
        .close();
    html.div("tiles centroid-tiles");
    tile(html, "Median size", Formats.count(summary.median()), "prompts in a cluster");
    tile(html, "Largest", Formats.count(summary.sizes()[summary.sizes().length - 1]), "prompts");
    tile(html, "Agreement", agreement(), "mean over clusters");
    tile(html, "Inertia", inertia(), "mean distance to the centre");
    html.close(2);
  }

  private String agreement() {
    double sum = 0;
    for (int cluster = 0; cluster < artifact.clusters(); cluster++) {
      sum += artifact.agreement(cluster);
    }
    return artifact.manifest().isLabelled()
        ? Formats.decimal(100 * sum / artifact.clusters(), 0) + " %"
        : "none";
  }

  private String inertia() {
    return Formats.decimal(artifact.manifest().training().inertia(), 3);
  }

  private static void tile(Html html, String name, String figure, String note) {
    html.div("tile")
        .element("span", "name", name)
        .element("span", "figure", figure)
        .element("span", "note", note)
        .close();
  }
}
