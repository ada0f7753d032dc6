package io.medsift.cli.replay;

import static java.lang.String.format;

import io.medsift.cli.progress.JobCounters;
import io.medsift.curation.domain.DomainOperator;
import io.medsift.review.text.Plural;
import java.util.Locale;

/**
 * How the prompts of a replay came to their clusters.
 *
 * @param fromLog prompts whose cluster the rows of the first run say
 * @param embedded prompts that were embedded
 * @param otherCluster those of them that the first run had in another cluster
 * @param otherLabel those of them whose cluster had another label
 */
public record PromptCounts(long fromLog, long embedded, long otherCluster, long otherLabel) {

  static PromptCounts of(JobCounters counters) {
    return new PromptCounts(
        counters.sum(DomainOperator.PROMPTS_FROM_LOG),
        counters.sum(DomainOperator.PROMPTS_EMBEDDED),
        counters.sum(DomainOperator.CLUSTERS_CHANGED),
        counters.sum(DomainOperator.LABELS_CHANGED));
  }

  /** A sentence for the terminal. */
  public String sentence(ReplayRequest request) {
    if (request.embedAgain()) {
      return format(
          Locale.ROOT,
          "%s embedded again: %,d changed cluster, %,d of them label.",
          Plural.of(embedded, "prompt"),
          otherCluster,
          otherLabel);
    }
    return format(
        Locale.ROOT,
        "Clusters of %s taken from the first run's rows%s, %s embedded.",
        Plural.of(fromLog, "prompt"),
        request.state() == null ? "" : ", others from its state",
        Plural.of(embedded, "prompt"));
  }
}
