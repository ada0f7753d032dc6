package io.medsift.review.centroids;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.centroids.Cluster;
import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.text.Formats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Clusters with the lowest agreement. */
final class LeastAgreed implements Section {
  private static final int MAX_CLUSTERS = 12;
  private static final int PROMPTS = 3;

  private record Entry(int index, Cluster cluster) {}

  private final List<Entry> entries;
  private final LabelColours colours;

  private LeastAgreed(List<Entry> entries, LabelColours colours) {
    this.entries = entries;
    this.colours = colours;
  }

  static LeastAgreed of(CentroidArtifact artifact, LabelColours colours) throws IOException {
    List<Integer> order =
        IntStream.range(0, artifact.clusters())
            .filter(cluster -> artifact.label(cluster) != null && artifact.agreement(cluster) < 1)
            .boxed()
            .sorted(
                Comparator.comparingDouble(artifact::agreement)
                    .thenComparing(Comparator.naturalOrder()))
            .limit(MAX_CLUSTERS)
            .toList();
    List<Entry> entries = new ArrayList<>();
    for (int index : order) {
      entries.add(new Entry(index, artifact.cluster(index)));
    }
    return new LeastAgreed(entries, colours);
  }

  @Override
  public void write(Html html) {
    if (entries.isEmpty()) {
      html.element("p", "empty", "No cluster's votes are divided.");
      return;
    }
    for (Entry entry : entries) {
      Cluster cluster = entry.cluster();
      html.open("article", "class", "card example " + colours.of(cluster.label()));
      html.div("meta")
          .element("b", "", cluster.label())
          .element("span", "", "cluster " + entry.index())
          .element("span", "", Formats.count(cluster.size()) + " prompts")
          .close();
      votes(html, cluster.votes(), colours);
      for (Cluster.NearestPrompt prompt : cluster.nearest().subList(0, shown(cluster))) {
        html.element("p", "prompt", Placement.oneLine(prompt.prompt()));
      }
      html.close();
    }
  }

  private static int shown(Cluster cluster) {
    return Math.min(PROMPTS, cluster.nearest().size());
  }

  static void votes(Html html, Map<String, Integer> votes, LabelColours colours) {
    html.div("outcome");
    votes.forEach(
        (label, count) ->
            html.open(
                    "span",
                    "class",
                    colours.of(label),
                    "title",
                    label + ": " + count,
                    "style",
                    "flex:" + count)
                .close());
    html.close().open("ul", "class", "legend");
    votes.forEach((label, count) -> html.element("li", colours.of(label), label + " " + count));
    html.close();
  }
}
