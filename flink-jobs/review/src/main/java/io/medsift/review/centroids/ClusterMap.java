package io.medsift.review.centroids;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.centroids.Cluster;
import io.medsift.centroids.PrincipalPlane;
import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.text.Formats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The clusters as dots, the large ones below the small ones. */
public final class ClusterMap implements Section {
  private static final int MAX_DOTS = 6_000;
  private static final double WIDTH = 1_000;
  private static final double HEIGHT = 720;
  private static final double MARGIN = 36;
  private static final double INK = 0.10;
  private static final double MIN_RADIUS = 2.4;
  private static final double MAX_RADIUS = 34;

  private record Dot(double x, double y, double radius, String style, String about, String link) {}

  private final List<Dot> dots;
  private final List<String> labels;
  private final LabelColours colours;
  private final Dot text;
  private final String sentence;

  private ClusterMap(
      List<Dot> dots, List<String> labels, LabelColours colours, Dot text, String sentence) {
    this.dots = dots;
    this.labels = labels;
    this.colours = colours;
    this.text = text;
    this.sentence = sentence;
  }

  /**
   * The map of an artifact, whose dots are links.
   *
   * @param links the address of a cluster
   */
  public static ClusterMap of(CentroidArtifact artifact, IntFunction<String> links)
      throws IOException {
    return of(artifact, LabelColours.of(artifact.manifest()), null, links);
  }

  static ClusterMap of(CentroidArtifact artifact, LabelColours colours, Placement placement)
      throws IOException {
    return of(artifact, colours, placement, cluster -> null);
  }

  private static ClusterMap of(
      CentroidArtifact artifact,
      LabelColours colours,
      Placement placement,
      IntFunction<String> links)
      throws IOException {
    PrincipalPlane plane = PrincipalPlane.of(artifact.centroids(), artifact.manifest().dimension());
    Scale across = Scale.of(artifact.clusters(), plane::across, MARGIN, WIDTH - MARGIN);
    Scale up = Scale.of(artifact.clusters(), plane::up, HEIGHT - MARGIN, MARGIN);
    List<Integer> largest = largestFirst(artifact);
    long prompts = largest.stream().mapToLong(artifact::size).sum();
    double area = INK * WIDTH * HEIGHT / Math.max(1, prompts);
    List<Dot> dots = new ArrayList<>();
    Dot text = null;
    for (int cluster : largest) {
      double radius = Math.sqrt(area * artifact.size(cluster) / Math.PI);
      Dot dot =
          new Dot(
              across.at(plane.across(cluster)),
              up.at(plane.up(cluster)),
              Math.min(MAX_RADIUS, Math.max(MIN_RADIUS, radius)),
              colours.of(artifact.label(cluster)),
              about(cluster, artifact.cluster(cluster)),
              links.apply(cluster));
      dots.add(dot);
      if (placement != null && placement.assignment().cluster() == cluster) {
        text = dot;
      }
    }
    List<String> used =
        colours.labels().stream()
            .filter(
                label ->
                    IntStream.range(0, artifact.clusters())
                        .anyMatch(cluster -> label.equals(artifact.label(cluster))))
            .toList();
    return new ClusterMap(
        dots, used, colours, text, sentence(dots.size(), artifact.clusters(), plane.share()));
  }

  private static List<Integer> largestFirst(CentroidArtifact artifact) {
    return IntStream.range(0, artifact.clusters())
        .boxed()
        .sorted(
            Comparator.comparingInt((Integer cluster) -> -artifact.size(cluster))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MAX_DOTS)
        .toList();
  }

  private static String about(int index, Cluster cluster) {
    String label =
        cluster.label() == null
            ? "no label"
            : cluster.label()
                + " with "
                + Formats.decimal(100 * cluster.agreement(), 0)
                + " % of the votes";
    String prompt =
        cluster.nearest().isEmpty()
            ? ""
            : "\n" + Placement.oneLine(cluster.nearest().get(0).prompt());
    return "Cluster "
        + index
        + ": "
        + label
        + ", "
        + Formats.count(cluster.size())
        + " prompts"
        + prompt;
  }

  private static String sentence(int drawn, int clusters, double share) {
    return (drawn == clusters ? "Each dot is a cluster" : largest(drawn))
        + ": its area shows its prompts, its place the first two principal components of the"
        + " centroids. These explain "
        + Formats.decimal(100 * share, 0)
        + " % of the variance, so dots that touch here may be far apart. Point at one to read its"
        + " nearest prompt.";
  }

  private static String largest(int drawn) {
    return "The " + Formats.count(drawn) + " largest clusters as dots";
  }

  /** Returns a sentence on what the map shows. */
  public String sentence() {
    return sentence;
  }

  /** The style sheet of maps, which goes behind that of all pages. */
  public static String style() {
    return Html.resource(ClusterMap.class, "clusters.css");
  }

  @Override
  public void write(Html html) {
    html.div("card")
        .open(
            "svg",
            "class",
            "clusters",
            "viewBox",
            "0 0 " + (int) WIDTH + " " + (int) HEIGHT,
            "role",
            "img",
            "aria-label",
            "Map of the clusters");
    for (Dot dot : dots) {
      if (dot.link() != null) {
        html.open("a", "href", dot.link(), "tabindex", "-1");
      }
      html.open(
              "circle",
              "class",
              dot.style(),
              "cx",
              Formats.decimal(dot.x(), 1),
              "cy",
              Formats.decimal(dot.y(), 1),
              "r",
              Formats.decimal(dot.radius(), 1))
          .element("title", "", dot.about())
          .close();
      if (dot.link() != null) {
        html.close();
      }
    }
    if (text != null) {
      html.open(
              "circle",
              "class",
              "here",
              "cx",
              Formats.decimal(text.x(), 1),
              "cy",
              Formats.decimal(text.y(), 1),
              "r",
              Formats.decimal(text.radius() + 6, 1))
          .close();
    }
    html.close().open("ul", "class", "legend");
    for (String label : labels) {
      html.element("li", colours.of(label), label);
    }
    html.close(2);
  }

  /** Coordinates to places on a map: the least to {@code first}, the greatest to {@code last}. */
  private record Scale(double least, double greatest, double first, double last) {

    static Scale of(int count, IntToDoubleFunction coordinate, double first, double last) {
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < count; i++) {
        least = Math.min(least, coordinate.applyAsDouble(i));
        greatest = Math.max(greatest, coordinate.applyAsDouble(i));
      }
      return new Scale(least, greatest, first, last);
    }

    double at(double coordinate) {
      return greatest == least
          ? (first + last) / 2
          : first + (last - first) * (coordinate - least) / (greatest - least);
    }
  }
}
