package io.medsift.review.centroids;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.report.Page;
import java.io.IOException;
import java.io.InputStream;

/** A page about an artifact. Like the report it runs no script and loads nothing. */
public final class ClusterPage {

  private ClusterPage() {}

  /**
   * The page as HTML.
   *
   * @param placement a text to show the cluster of, null for none
   */
  public static String of(CentroidArtifact artifact, Placement placement) throws IOException {
    CentroidSummary summary = CentroidSummary.of(artifact);
    LabelColours colours = LabelColours.of(artifact.manifest());
    // Read before anything is written: sections cannot fail.
    ClusterMap map = ClusterMap.of(artifact, colours, placement);
    LeastAgreed leastAgreed = LeastAgreed.of(artifact, colours);
    Html html = Page.begin("Medsift centroids", style());
    new CentroidHeadline(artifact, summary).write(html);
    Section.titled(html, "map", "Map", map.sentence(), map);
    if (placement != null) {
      Section.titled(
          html,
          "text",
          "The text",
          "The cluster it falls into, and the prompts nearest to that cluster's centre.",
          new PlacementView(placement, colours));
    }
    Section.titled(
        html,
        "labels",
        "Labels",
        "Shares of the prompts, by the label of their cluster.",
        new LabelTable(summary, colours));
    Section.titled(
        html,
        "agreement",
        "Agreement",
        "Clusters by the label's share of the votes.",
        new AgreementChart(summary));
    Section.titled(
        html,
        "least-agreed",
        "Least agreed",
        "The clusters whose votes are most divided: the ones to look at first.",
        leastAgreed);
    Section.titled(
        html, "stamp", "Stamp", "What the centroids were made of.", new CentroidStamp(artifact));
    html.close(3);
    return html.page();
  }

  private static String style() throws IOException {
    try (InputStream css = ClusterPage.class.getResourceAsStream("clusters.css")) {
      return new String(css.readAllBytes(), UTF_8);
    }
  }
}
