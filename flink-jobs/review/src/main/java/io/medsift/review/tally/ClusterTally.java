package io.medsift.review.tally;

import io.medsift.review.text.Excerpt;
import io.medsift.verdict.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The prompt clusters that samples fell into. Memory: one short entry for each cluster. */
public final class ClusterTally {
  private static final int MAX_PROMPT_LENGTH = 120;

  private final Map<Integer, Cluster> clusters = new HashMap<>();
  private final Set<String> kept = new TreeSet<>();
  private long nearTies;

  /**
   * A cluster.
   *
   * @param agreement share of the votes that the label has
   * @param prompt the first prompt that fell into it, cut
   */
  public record Cluster(int id, String label, double agreement, String prompt, long samples) {
    private Cluster plusOne() {
      return new Cluster(id, label, agreement, prompt, samples + 1);
    }
  }

  void add(Evidence.Domain domain, String prompt) {
    kept.addAll(domain.keeps());
    nearTies += domain.nearTie() == null ? 0 : 1;
    clusters.compute(
        domain.cluster(),
        (id, known) ->
            known != null
                ? known.plusOne()
                : new Cluster(
                    id,
                    domain.label() == null ? "unlabelled" : domain.label(),
                    domain.agreement(),
                    Excerpt.head(prompt, MAX_PROMPT_LENGTH),
                    1));
  }

  /** Returns the clusters, largest first. */
  public List<Cluster> largestFirst() {
    List<Cluster> sorted = new ArrayList<>(clusters.values());
    sorted.sort(Comparator.comparingLong(Cluster::samples).reversed().thenComparing(Cluster::id));
    return sorted;
  }

  /** Samples that another processor may place into a cluster of another outcome. */
  public long nearTies() {
    return nearTies;
  }

  /** Returns whether the recipe keeps clusters of a label. */
  public boolean keeps(String label) {
    return kept.contains(label);
  }
}
