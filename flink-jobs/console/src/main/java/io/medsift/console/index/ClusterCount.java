package io.medsift.console.index;

import io.medsift.console.index.Facet.Outcome;
import io.medsift.verdict.Gate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;

/**
 * Verdicts on samples whose prompts are in one cluster.
 *
 * @param label of the cluster; empty for none
 * @param samples that the domain gate looked at
 * @param rejected those that it rejected
 * @param accepted those that all gates let through
 */
public record ClusterCount(
    String cluster, String label, long samples, long rejected, long accepted) {

  /** The clusters of the matches of a filter, most samples first. */
  public static List<ClusterCount> of(Matches matches) throws IOException {
    Map<String, ClusterCount> counts = new HashMap<>();
    for (MatchingLeaf leaf : matches.leaves) {
      count(leaf, counts);
    }
    List<ClusterCount> sorted = new ArrayList<>(counts.values());
    sorted.sort(
        Comparator.comparingLong(ClusterCount::samples)
            .reversed()
            .thenComparing(ClusterCount::cluster));
    return sorted;
  }

  private static void count(MatchingLeaf leaf, Map<String, ClusterCount> counts)
      throws IOException {
    SortedDocValues clusters = leaf.values(Facet.CLUSTER);
    SortedDocValues labels = leaf.values(Facet.LABEL);
    SortedDocValues outcomes = leaf.values(Facet.OUTCOME);
    SortedDocValues gates = leaf.values(Facet.GATE);
    int acceptedOrdinal = outcomes.lookupTerm(new BytesRef(Outcome.ACCEPTED.wireName()));
    int domainOrdinal = gates.lookupTerm(new BytesRef(Gate.DOMAIN.wireName()));
    int size = clusters.getValueCount();
    long[] samples = new long[size];
    long[] rejected = new long[size];
    long[] accepted = new long[size];
    int[] label = new int[size];
    for (int doc = clusters.nextDoc();
        doc != DocIdSetIterator.NO_MORE_DOCS;
        doc = clusters.nextDoc()) {
      if (!leaf.set().get(doc)) {
        continue;
      }
      int cluster = clusters.ordValue();
      if (samples[cluster]++ == 0) {
        label[cluster] = labels.advanceExact(doc) ? labels.ordValue() : -1;
      }
      accepted[cluster] +=
          outcomes.advanceExact(doc) && outcomes.ordValue() == acceptedOrdinal ? 1 : 0;
      rejected[cluster] += gates.advanceExact(doc) && gates.ordValue() == domainOrdinal ? 1 : 0;
    }
    for (int cluster = 0; cluster < size; cluster++) {
      if (samples[cluster] > 0) {
        counts.merge(
            clusters.lookupOrd(cluster).utf8ToString(),
            new ClusterCount(
                clusters.lookupOrd(cluster).utf8ToString(),
                label[cluster] < 0 ? "" : labels.lookupOrd(label[cluster]).utf8ToString(),
                samples[cluster],
                rejected[cluster],
                accepted[cluster]),
            ClusterCount::plus);
      }
    }
  }

  private ClusterCount plus(ClusterCount other) {
    return new ClusterCount(
        cluster,
        label.isEmpty() ? other.label : label,
        samples + other.samples,
        rejected + other.rejected,
        accepted + other.accepted);
  }
}
