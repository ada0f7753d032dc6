package io.medsift.review.centroids;

import static java.lang.String.format;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.centroids.Cluster;
import io.medsift.centroids.NearestCentroid;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.review.text.Excerpt;
import io.medsift.review.text.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/** The cluster of a text. */
public record Placement(String text, NearestCentroid.Assignment assignment, Cluster cluster) {
  private static final int LENGTH = 100;

  public static Placement of(String text, CentroidArtifact artifact, SentenceEncoder encoder)
      throws IOException {
    try (NearestCentroid nearest =
        new NearestCentroid(artifact.centroids(), artifact.manifest().dimension())) {
      NearestCentroid.Assignment assignment = nearest.assign(encoder.encode(text));
      return new Placement(text, assignment, artifact.cluster(assignment.cluster()));
    }
  }

  public void print(PrintWriter out) {
    out.println(
        format(
            Locale.ROOT,
            "The text is in cluster %d: %s, at distance %.3f. The cluster has %,d prompts%s.",
            assignment.cluster(),
            cluster.label() == null ? "no label" : cluster.label(),
            assignment.distance(),
            cluster.size(),
            cluster.label() == null
                ? ""
                : format(
                    Locale.ROOT,
                    ", votes %s, agreement %.2f",
                    cluster.votes(),
                    cluster.agreement())));
    for (Cluster.NearestPrompt prompt : cluster.nearest()) {
      out.println(
          format(
              Locale.ROOT,
              "  %.3f  %-18s %s",
              prompt.distance(),
              prompt.label() == null ? "-" : prompt.label(),
              oneLine(prompt.prompt())));
    }
  }

  static String oneLine(String prompt) {
    return SafeText.line(Excerpt.head(prompt.replaceAll("\\p{Cntrl}+|\\s+", " ").strip(), LENGTH));
  }
}
