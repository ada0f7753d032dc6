package io.medsift.review.centroids;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.centroids.CentroidManifest;
import io.medsift.centroids.Cluster;
import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.text.Formats;
import java.io.IOException;
import java.util.Arrays;

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
    Html html = Html.page("Medsift centroids", ClusterMap.style());
    new Headline(artifact, summary).write(html);
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
    Section.titled(html, "stamp", "Stamp", "What the centroids were made of.", new Stamp(artifact));
    return html.end();
  }

  /** Number and size of the clusters, and the classifier that gave the labels. */
  private record Headline(CentroidArtifact artifact, CentroidSummary summary) implements Section {
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

  /** Model, seed, training and labels, which are needed to make the artifact again. */
  private record Stamp(CentroidArtifact artifact) implements Section {
    @Override
    public void write(Html html) {
      CentroidManifest manifest = artifact.manifest();
      html.div("card").open("dl");
      row(html, "Fingerprint", artifact.fingerprint());
      row(html, "Embedding model", manifest.model().id());
      row(html, "Model sha256", manifest.model().sha256());
      row(html, "Seed", Long.toString(manifest.seed()));
      row(
          html,
          "Training",
          Formats.count(manifest.training().prompts())
              + " prompts, "
              + Formats.count(manifest.training().distinctPrompts())
              + " distinct, "
              + manifest.training().iterations()
              + " iterations");
      if (manifest.isLabelled()) {
        row(html, "Label set", String.join(", ", manifest.labels()));
        row(html, "Classifier", manifest.classifier().kind());
        row(html, "How", manifest.classifier().description());
        row(html, "Prompt sha256", manifest.classifier().sha256());
      }
      html.close(2);
    }

    private static void row(Html html, String name, String value) {
      html.element("dt", "", name).element("dd", "", value);
    }
  }

  /** Share of each label. */
  private record LabelTable(CentroidSummary summary, LabelColours colours) implements Section {
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

  /** Histogram of the agreement of votes. */
  private record AgreementChart(CentroidSummary summary) implements Section {
    private static final double MAX_HEIGHT = 0.86;

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
                "height:" + Formats.css(MAX_HEIGHT * Formats.percent(bins[bin], most)))
            .close(2)
            .element("span", "edge", name.split(" ", 2)[0])
            .close();
      }
      html.close()
          .element("p", "note", "The last column holds clusters whose votes all agree.")
          .close();
    }
  }

  /** A text and its cluster. */
  private record PlacementView(Placement placement, LabelColours colours) implements Section {
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
}
