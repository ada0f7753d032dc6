package io.medsift.review.report;

import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.tally.ClusterTally;
import io.medsift.review.tally.ClusterTally.Cluster;
import io.medsift.review.tally.Tally;
import io.medsift.review.text.Formats;
import io.medsift.review.text.Plural;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The prompts' clusters as areas, grouped by label; what the recipe keeps has another colour. */
record ClusterTreemap(Tally tally) implements Section {
  private static final double WIDTH = 1_000;
  private static final double HEIGHT = 480;
  private static final int MAX_TILES = 240;
  private static final int MAX_LABEL_LENGTH = 48;
  private static final double ROOM_FOR_TEXT = 0.03;

  private record Group(String label, List<Cluster> clusters, long samples) {}

  @Override
  public void write(Html html) {
    List<Cluster> clusters = tally.clusters().largestFirst();
    if (clusters.isEmpty()) {
      html.element("p", "empty", "No track of this run has the domain gate.");
      return;
    }
    List<Group> groups = groups(clusters);
    long samples = clusters.stream().mapToLong(Cluster::samples).sum();
    html.div("card").div("map");
    List<Treemap.Tile> tiles = Treemap.of(weights(groups), WIDTH, HEIGHT);
    for (int i = 0; i < groups.size(); i++) {
      group(html, groups.get(i), tiles.get(i), samples);
    }
    html.close();
    table(html, groups, samples);
    html.element(
            "p",
            "note",
            "Near ties: "
                + Formats.count(tally.clusters().nearTies())
                + " samples. Another cluster with a different outcome is as near, within the"
                + " encoder's error.")
        .close();
  }

  private static List<Group> groups(List<Cluster> clusters) {
    Map<String, List<Cluster>> byLabel = new LinkedHashMap<>();
    for (Cluster cluster : clusters) {
      byLabel.computeIfAbsent(cluster.label(), label -> new ArrayList<>()).add(cluster);
    }
    return byLabel.entrySet().stream()
        .map(
            entry ->
                new Group(
                    entry.getKey(),
                    entry.getValue(),
                    entry.getValue().stream().mapToLong(Cluster::samples).sum()))
        .sorted(Comparator.comparingLong(Group::samples).reversed())
        .toList();
  }

  private static double[] weights(List<Group> groups) {
    return groups.stream().mapToDouble(Group::samples).toArray();
  }

  private void group(Html html, Group group, Treemap.Tile tile, long samples) {
    ClusterTally clusters = tally.clusters();
    html.open(
            "div",
            "class",
            clusters.keeps(group.label()) ? "group keep" : "group drop",
            "style",
            style(tile, WIDTH, HEIGHT),
            "title",
            group.label() + ": " + Plural.of(group.samples(), "sample"))
        .element("span", "label", group.label() + " " + Formats.count(group.samples()))
        .div("plot");
    int shown =
        Math.min(
            group.clusters().size(), Math.max(1, (int) (MAX_TILES * group.samples() / samples)));
    List<Cluster> drawn = group.clusters().subList(0, shown);
    double[] weights = drawn.stream().mapToDouble(Cluster::samples).toArray();
    List<Treemap.Tile> tiles = Treemap.of(weights, tile.width(), tile.height());
    for (int i = 0; i < shown; i++) {
      cell(html, drawn.get(i), tiles.get(i), tile, samples);
    }
    html.close(2);
  }

  private static void cell(
      Html html, Cluster cluster, Treemap.Tile tile, Treemap.Tile group, long samples) {
    String about =
        "Cluster "
            + cluster.id()
            + ", "
            + Formats.count(cluster.samples())
            + " samples, "
            + Formats.decimal(100 * cluster.agreement(), 0)
            + " % of the votes for "
            + cluster.label()
            + ". "
            + cluster.prompt();
    html.open(
        "div",
        "class",
        "cell",
        "title",
        about,
        "style",
        style(tile, group.width(), group.height())
            + ";--agreement:"
            + Formats.decimal(0.25 + 0.6 * cluster.agreement(), 2));
    if (cluster.samples() > ROOM_FOR_TEXT * samples) {
      html.element("span", "", cluster.prompt());
    }
    html.close();
  }

  private static String style(Treemap.Tile tile, double width, double height) {
    return "left:"
        + Formats.css(100 * tile.x() / width)
        + ";top:"
        + Formats.css(100 * tile.y() / height)
        + ";width:"
        + Formats.css(100 * tile.width() / width)
        + ";height:"
        + Formats.css(100 * tile.height() / height);
  }

  private void table(Html html, List<Group> groups, long samples) {
    html.open("table").head(List.of("label", "clusters", "samples", "share", "recipe"));
    for (Group group : groups) {
      boolean keeps = tally.clusters().keeps(group.label());
      html.open("tr")
          .rowHead(keeps ? "keep" : "drop", group.label(), MAX_LABEL_LENGTH)
          .element("td", "", Formats.count(group.clusters().size()))
          .element("td", "", Formats.count(group.samples()))
          .element("td", "", Formats.share(group.samples(), samples))
          .element("td", "", keeps ? "keeps" : "rejects")
          .close();
    }
    html.close();
  }
}
