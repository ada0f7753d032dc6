package io.medsift.review.centroids;

import static java.lang.String.format;

import io.medsift.centroids.CentroidArtifact;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Sizes, labels and agreement of an artifact.
 *
 * @param sizes of the clusters, smallest first
 * @param labels most prompts first; empty where there are none
 * @param agreement clusters by tenths of agreement; the last bin holds those of one label alone
 */
public record CentroidSummary(int[] sizes, List<LabelShare> labels, long[] agreement) {
  /** Tenths below 1, and 1. */
  static final int BINS = 11;

  private static final int BAR = 40;

  /** A label's clusters and their prompts. */
  record LabelShare(String label, long clusters, long prompts) {}

  public static CentroidSummary of(CentroidArtifact artifact) {
    int[] sizes = new int[artifact.clusters()];
    long[] agreement = new long[BINS];
    Map<String, LabelShare> shares = new LinkedHashMap<>();
    for (int cluster = 0; cluster < sizes.length; cluster++) {
      sizes[cluster] = artifact.size(cluster);
      String label = artifact.label(cluster);
      if (label != null) {
        agreement[bin(artifact.agreement(cluster))]++;
        shares.merge(
            label,
            new LabelShare(label, 1, sizes[cluster]),
            (known, one) ->
                new LabelShare(label, known.clusters() + 1, known.prompts() + one.prompts()));
      }
    }
    Arrays.sort(sizes);
    List<LabelShare> labels = new ArrayList<>(shares.values());
    labels.sort(
        Comparator.comparingLong(LabelShare::prompts).reversed().thenComparing(LabelShare::label));
    return new CentroidSummary(sizes, List.copyOf(labels), agreement);
  }

  private static int bin(double share) {
    // A share such as 0.7 is often a hair below its bin's edge.
    return Math.min(BINS - 1, (int) (share * (BINS - 1) + 1e-9));
  }

  static String binName(int bin) {
    return bin == BINS - 1
        ? "1.0"
        : format(Locale.ROOT, "%.1f to %.1f", bin / (BINS - 1.0), (bin + 1) / (BINS - 1.0));
  }

  public long prompts() {
    return Arrays.stream(sizes).asLongStream().sum();
  }

  int median() {
    return sizes[sizes.length / 2];
  }

  double mean() {
    return (double) prompts() / sizes.length;
  }

  public void printSizes(PrintWriter out) {
    out.println(
        format(
            Locale.ROOT,
            "Prompts per cluster: smallest %,d, median %,d, mean %.1f, largest %,d.",
            sizes[0],
            median(),
            mean(),
            sizes[sizes.length - 1]));
  }

  public void printLabels(PrintWriter out) {
    for (LabelShare share : labels) {
      out.println(
          format(
              Locale.ROOT,
              "%-20s %,8d clusters %,10d prompts %5.1f %%",
              share.label(),
              share.clusters(),
              share.prompts(),
              prompts() == 0 ? 0 : 100.0 * share.prompts() / prompts()));
    }
    out.flush();
  }

  public void printAgreement(PrintWriter out) {
    long most = Math.max(1, Arrays.stream(agreement).max().orElse(1));
    for (int bin = 0; bin < BINS; bin++) {
      out.println(
          format(
                  Locale.ROOT,
                  "%10s %,8d %s",
                  binName(bin),
                  agreement[bin],
                  "#".repeat((int) (BAR * agreement[bin] / most)))
              .stripTrailing());
    }
  }
}
