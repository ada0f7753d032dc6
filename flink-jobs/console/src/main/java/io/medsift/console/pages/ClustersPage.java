package io.medsift.console.pages;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.centroids.Cluster;
import io.medsift.console.index.ClusterCount;
import io.medsift.console.index.Facet;
import io.medsift.console.index.VerdictFilter;
import io.medsift.console.stream.Snapshot;
import io.medsift.console.stream.Snapshot.State;
import io.medsift.console.stream.VerdictStream;
import io.medsift.console.web.Link;
import io.medsift.console.web.Page;
import io.medsift.console.web.PageRequest;
import io.medsift.console.web.PagedRows;
import io.medsift.console.web.RefusedRequest;
import io.medsift.console.web.Reply;
import io.medsift.review.centroids.ClusterMap;
import io.medsift.review.centroids.LabelColours;
import io.medsift.review.html.Html;
import io.medsift.review.text.Excerpt;
import io.medsift.review.text.Formats;
import io.medsift.review.text.Plural;
import io.medsift.verdict.Gate;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The clusters of prompts: the map, their labels, what the domain gate kept of them. */
public final class ClustersPage implements Page, AutoCloseable {
  static final String PATH = "/clusters";
  static final String NO_LABEL = "no label";

  private static final String LABELS = "labels";
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int MAX_ROWS = 100;
  private static final int MAX_NAME = 44;
  private static final int MAX_PROMPT = 300;

  private final CentroidArtifact centroids;
  private final RecentFigures<List<ClusterCount>> recent;
  private final Snapshot<ClusterMap> map;

  /** The samples of a label. */
  private record Labelled(String label, long clusters, long samples, long rejected, long accepted) {
    Labelled plus(Labelled other) {
      return new Labelled(
          label,
          clusters + other.clusters,
          samples + other.samples,
          rejected + other.rejected,
          accepted + other.accepted);
    }
  }

  /**
   * Shows the clusters of a stream.
   *
   * @param centroids of its job, for the map and the prompts; null for none
   */
  public ClustersPage(VerdictStream stream, CentroidArtifact centroids) {
    this.centroids = centroids;
    this.recent =
        new RecentFigures<>(
            stream, (view, since) -> ClusterCount.of(view.matches(VerdictFilter.ALL.since(since))));
    this.map =
        new Snapshot<>(
            "medsift-console-map",
            progress -> ClusterMap.of(centroids, each -> path(Integer.toString(each))));
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public String title() {
    return "Clusters";
  }

  @Override
  public Reply get(PageRequest request) throws IOException {
    TimeSpan span = TimeSpan.of(request);
    List<ClusterCount> counts = recent.of(span);
    String[] below = request.below(PATH);
    if (below.length == 0) {
      State<ClusterMap> drawn = map();
      String label = request.exact(Facet.LABEL.wireName()).orElse(null);
      return new Reply.Document("Clusters", html -> all(html, request, counts, drawn, label));
    }
    ClusterCount count =
        counts.stream().filter(each -> each.cluster().equals(below[0])).findFirst().orElse(null);
    Cluster cluster = cluster(below[0]);
    if (below.length > 1 || (count == null && cluster == null)) {
      throw RefusedRequest.notFound(
          "There is no cluster " + String.join("/", below) + " here: a cluster has a number.");
    }
    return new Reply.Document(
        "Cluster " + below[0], html -> one(html, span, below[0], count, cluster));
  }

  // Thousands of clusters take seconds to draw, once.
  private State<ClusterMap> map() {
    if (centroids != null && map.now().figures() == null) {
      map.renew();
    }
    return map.await(PATIENCE);
  }

  /** The page of a cluster. */
  static String path(String cluster) {
    return PATH + "/" + cluster;
  }

  /** The cluster of a number; null where the artifact has none, or is not known. */
  private Cluster cluster(String number) throws IOException {
    if (centroids == null || !number.matches("\\d{1,9}")) {
      return null;
    }
    int index = Integer.parseInt(number);
    return index < centroids.clusters() ? centroids.cluster(index) : null;
  }

  private static Link here(PageRequest request, String label) {
    return Link.to(PATH)
        .with(Facet.LABEL.wireName(), label)
        .with(TimeSpan.PARAMETER, TimeSpan.of(request).inLink())
        .keeping(request, ClusterTable.SORT);
  }

  private void all(
      Html html,
      PageRequest request,
      List<ClusterCount> counts,
      State<ClusterMap> drawn,
      String label) {
    TimeSpan span = TimeSpan.of(request);
    html.div("title").element("h1", "", "Clusters");
    TimeSpan.links(html, here(request, label), span);
    html.close();
    if (counts.isEmpty()) {
      html.element(
          "p",
          "empty",
          "No sample has a cluster%s: a job gives them one where its recipe has the gate domain."
              .formatted(span == TimeSpan.ALL ? "" : " in this time"));
    } else {
      long samples = counts.stream().mapToLong(ClusterCount::samples).sum();
      html.element(
          "p",
          "lead",
          "The domain gate looked at the prompts of %s: they fall into %s."
              .formatted(Plural.of(samples, "sample"), Plural.of(counts.size(), "cluster")));
      html.open("section", "id", LABELS).element("h2", "", "Labels");
      labels(html, request, counts, samples, label);
      html.close();
    }
    if (centroids == null) {
      html.element(
          "p",
          "note",
          "With --centroids DIR, the job's centroids, this page also shows the map of the clusters"
              + " and the nearest prompts of each.");
    } else if (label == null) {
      html.open("section", "id", "map").element("h2", "", "Map");
      map(html, drawn);
      html.close();
    }
    if (!counts.isEmpty()) {
      html.open("section", "id", ClusterTable.CLUSTERS);
      Link here = here(request, label).keeping(request, LABELS);
      ClusterTable.write(html, request, counts, label, here);
      html.close();
    }
  }

  private static void map(Html html, State<ClusterMap> drawn) {
    if (drawn.figures() != null) {
      html.element("p", "note", drawn.figures().sentence() + " A dot is a link to its cluster.");
      drawn.figures().write(html);
    } else if (!drawn.problem().isEmpty()) {
      html.open("p", "class", "problem")
          .text("The map cannot be drawn: " + drawn.problem() + ".")
          .close();
    } else {
      html.element("p", "empty", "The map is being drawn: reload the page.");
    }
  }

  private static void labels(
      Html html, PageRequest request, List<ClusterCount> counts, long samples, String label) {
    TimeSpan span = TimeSpan.of(request);
    Map<String, Labelled> labels = new LinkedHashMap<>();
    for (ClusterCount each : counts) {
      labels.merge(
          each.label(),
          new Labelled(each.label(), 1, each.samples(), each.rejected(), each.accepted()),
          Labelled::plus);
    }
    List<Labelled> sorted = new ArrayList<>(labels.values());
    sorted.sort(
        Comparator.comparingLong(Labelled::samples).reversed().thenComparing(Labelled::label));
    html.element(
        "p",
        "note",
        "Kept: what the domain gate let through. Accepted: what all gates let through.");
    html.div("card wide")
        .open("table", "class", "all")
        .head(List.of("label", "", "clusters", "samples", "share", "kept", "accepted"));
    PagedRows<Labelled> part = PagedRows.of(request, LABELS, sorted, MAX_ROWS);
    for (Labelled each : part.rows()) {
      html.open("tr").open("th", "scope", "row");
      label(html, here(request, each.label()).keeping(request, LABELS), each.label());
      html.close().open("td", "class", "chart");
      Bar.begin(html, each.samples())
          .part("left", each.samples() - each.rejected())
          .part("gate-domain", each.rejected())
          .end();
      html.close()
          .element("td", "", Formats.count(each.clusters()))
          .open("td")
          .open("a", "href", list(span, Facet.LABEL, each.label()).toString())
          .text(Formats.count(each.samples()))
          .close(2)
          .element("td", "", Formats.share(each.samples(), samples))
          .element("td", "", Formats.share(each.samples() - each.rejected(), each.samples()))
          .element("td", "", Formats.share(each.accepted(), each.samples()))
          .close();
    }
    html.close(2);
    Link here = here(request, label).keeping(request, ClusterTable.CLUSTERS);
    part.links(html, here, LABELS, LABELS);
  }

  private static void label(Html html, Link link, String label) {
    if (label.isEmpty()) {
      html.text(NO_LABEL);
      return;
    }
    html.open("a", "href", link + "#" + ClusterTable.CLUSTERS)
        .name("span", "", label, MAX_NAME)
        .close();
  }

  private static Link list(TimeSpan span, Facet dimension, String value) {
    return VerdictLinks.list(dimension, value).with(TimeSpan.PARAMETER, span.inLink());
  }

  private void one(Html html, TimeSpan span, String number, ClusterCount count, Cluster cluster) {
    html.element("h1", "", "Cluster " + number);
    html.open("p", "class", "lead");
    String label = label(count, cluster);
    html.text(label.isEmpty() ? "It has no label. " : "Its label is ");
    if (!label.isEmpty()) {
      html.name("b", "", label, MAX_NAME).text(". ");
    }
    if (count == null) {
      html.text("No sample fell into it%s.".formatted(span == TimeSpan.ALL ? "" : " in this time"));
    } else {
      html.open("a", "href", list(span, Facet.CLUSTER, number).toString())
          .text(Plural.of(count.samples(), "sample"))
          .close()
          .text(" fell into it: ")
          .open(
              "a",
              "href",
              list(span, Facet.CLUSTER, number)
                  .with(Facet.GATE.wireName(), Gate.DOMAIN.wireName())
                  .toString())
          .text(Formats.count(count.rejected()) + " rejected by the domain gate")
          .close()
          .text(", " + Formats.count(count.accepted()) + " accepted by all gates.");
    }
    html.close();
    if (cluster == null) {
      html.element(
          "p",
          "note",
          "With --centroids DIR, the job's centroids, this page also shows the votes on the label"
              + " and the nearest prompts.");
    } else {
      prompts(html, cluster, LabelColours.of(centroids.manifest()));
    }
    Link all = Link.to(PATH).with(TimeSpan.PARAMETER, span.inLink());
    html.open("p", "class", "pager").open("a", "href", all.toString()).text("All clusters");
    html.close(2);
  }

  private static String label(ClusterCount count, Cluster cluster) {
    if (cluster != null && cluster.label() != null) {
      return cluster.label();
    }
    return count == null ? "" : count.label();
  }

  private static void prompts(Html html, Cluster cluster, LabelColours colours) {
    if (!cluster.votes().isEmpty()) {
      html.open("section", "id", "votes")
          .element("h2", "", "Votes")
          .element(
              "p",
              "note",
              "%s of the votes are for the label. Each of the nearest prompts has one."
                  .formatted(Formats.decimal(100 * cluster.agreement(), 0) + " %"))
          .div("card");
      Bar votes =
          Bar.begin(html, cluster.votes().values().stream().mapToLong(Integer::longValue).sum());
      cluster.votes().forEach((label, count) -> votes.part(colours.of(label), count));
      votes.end();
      html.open("ul", "class", "legend");
      cluster
          .votes()
          .forEach(
              (label, count) ->
                  html.element("li", colours.of(label), label + " " + Formats.count(count)));
      html.close(3);
    }
    html.open("section", "id", "nearest")
        .element("h2", "", "Nearest prompts")
        .element(
            "p",
            "note",
            "Of %s that the centroids were trained on, those nearest to the centre."
                .formatted(Plural.of(cluster.size(), "prompt")));
    if (cluster.nearest().isEmpty()) {
      html.element("p", "empty", "The centroids hold no texts of prompts.");
    } else {
      html.open("ol", "class", "verdicts");
      for (Cluster.NearestPrompt prompt : cluster.nearest()) {
        html.open("li", "class", "card verdict " + colours.of(prompt.label()))
            .div("meta")
            .element("span", "", prompt.label() == null ? "no vote" : prompt.label())
            .element("span", "", "distance " + Formats.decimal(prompt.distance(), 3))
            .close()
            .open("p", "class", "prompt", "dir", "auto")
            .text(Excerpt.head(prompt.prompt(), MAX_PROMPT))
            .close(2);
      }
      html.close();
    }
    html.close();
  }

  @Override
  public void close() {
    map.close();
  }
}
