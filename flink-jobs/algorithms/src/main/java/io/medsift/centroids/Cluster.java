package io.medsift.centroids;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A cluster with its label and its nearest prompts.
 *
 * @param label the majority of its nearest prompts, null before labelling
 * @param votes how many of them have each label; labels without a vote are left out
 * @param agreement the label's share of the votes, in (0, 1]; 0 without votes
 * @param size how many prompts are nearer to it than to any other cluster
 * @param nearest the prompts nearest to its centre, nearest first, whatever their own cluster; none
 *     where the artifact holds no texts
 */
public record Cluster(
    String label,
    Map<String, Integer> votes,
    double agreement,
    int size,
    List<NearestPrompt> nearest) {

  public Cluster {
    requireNonNull(votes, "votes is null");
    votes = Collections.unmodifiableMap(new LinkedHashMap<>(votes));
    nearest = List.copyOf(nearest);
  }

  /** A cluster as training leaves it: without label and votes. */
  public static Cluster unlabelled(int size, List<NearestPrompt> nearest) {
    return new Cluster(null, Map.of(), 0, size, nearest);
  }

  /**
   * A cluster labelled by majority of its nearest prompts. Among labels with equally many votes the
   * one whose prompts are nearer wins (higher sum of similarities); after that, the one that comes
   * first in the label set. A prompt without a label does not vote; a cluster without any vote gets
   * the last label of the set, with agreement 0.
   *
   * @param labels the label set, in order
   * @param nearest at least one prompt, nearest first, each with one of the labels or none
   */
  public static Cluster byMajority(List<String> labels, int size, List<NearestPrompt> nearest) {
    if (nearest.isEmpty()) {
      throw new IllegalArgumentException("a cluster without prompts has no label");
    }
    int[] votes = new int[labels.size()];
    double[] similarity = new double[labels.size()];
    int cast = 0;
    for (NearestPrompt prompt : nearest) {
      if (prompt.label() == null) {
        continue;
      }
      int label = labels.indexOf(prompt.label());
      if (label < 0) {
        throw new IllegalArgumentException(
            "label \"" + prompt.label() + "\" is not one of " + labels);
      }
      votes[label]++;
      cast++;
      similarity[label] += 1 - prompt.distance();
    }
    if (cast == 0) {
      return new Cluster(labels.get(labels.size() - 1), Map.of(), 0, size, nearest);
    }
    int best = 0;
    for (int label = 1; label < votes.length; label++) {
      if (votes[label] > votes[best]
          || (votes[label] == votes[best] && similarity[label] > similarity[best])) {
        best = label;
      }
    }
    Map<String, Integer> counted = new LinkedHashMap<>();
    for (int label : byVotes(votes)) {
      counted.put(labels.get(label), votes[label]);
    }
    double agreement = (double) votes[best] / cast;
    return new Cluster(labels.get(best), counted, agreement, size, nearest);
  }

  /** The same without the texts of its nearest prompts, for an artifact that must hold none. */
  public Cluster withoutPrompts() {
    return new Cluster(label, votes, agreement, size, List.of());
  }

  private static List<Integer> byVotes(int[] votes) {
    List<Integer> order = new ArrayList<>();
    for (int label = 0; label < votes.length; label++) {
      if (votes[label] > 0) {
        order.add(label);
      }
    }
    order.sort((left, right) -> Integer.compare(votes[right], votes[left]));
    return order;
  }

  /**
   * A prompt near the centre of a cluster, with its vote.
   *
   * @param distance cosine distance to the centroid, in [0, 2]
   * @param label what the classifier says of it, null before labelling and without a vote
   */
  public record NearestPrompt(String prompt, double distance, String label) {

    public NearestPrompt {
      requireNonNull(prompt, "prompt is null");
    }

    /** A prompt that no classifier has seen yet. */
    public static NearestPrompt unlabelled(String prompt, double distance) {
      return new NearestPrompt(prompt, distance, null);
    }
  }
}
