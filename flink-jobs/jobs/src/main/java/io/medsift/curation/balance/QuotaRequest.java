package io.medsift.curation.balance;

import io.medsift.curation.gate.BalancedSample;
import io.medsift.curation.gate.Envelope;
import io.medsift.curation.state.Rank;
import io.medsift.recipe.BalanceSettings.Quota;
import io.medsift.text.Text;
import io.medsift.verdict.Evidence;

/**
 * Request to count a sample.
 *
 * @param time since when it is known to have passed all other gates
 * @param repeated whether it was read before the state of the job was restored
 * @param late whether it arrived behind the watermark
 * @param prompt hash of the prompt, null where samples are not counted by it
 * @param cluster of the prompt, null where no gate has found one
 * @param label of that cluster, likewise
 */
public record QuotaRequest(
    Rank rank,
    long time,
    boolean repeated,
    boolean late,
    String id,
    String track,
    String prompt,
    String source,
    String cluster,
    String label) {
  private static final int ID_LENGTH = 200;

  static QuotaRequest of(BalancedSample sample) {
    Envelope envelope = sample.envelope();
    Evidence.Domain domain =
        envelope.findings().stream()
            .filter(Evidence.Domain.class::isInstance)
            .map(Evidence.Domain.class::cast)
            .findFirst()
            .orElse(null);
    return new QuotaRequest(
        envelope.rank(),
        sample.time(),
        envelope.repeated(),
        envelope.late(),
        Text.head(envelope.id(), ID_LENGTH),
        envelope.track(),
        sample.prompt(),
        envelope.source(),
        domain == null ? null : Integer.toString(domain.cluster()),
        domain == null ? null : domain.label());
  }

  /** By what it is counted; null where it has nothing of the kind. */
  String value(Quota quota) {
    return switch (quota) {
      case PROMPT -> prompt;
      case SOURCE -> source;
      case CLUSTER -> cluster;
      case LABEL -> label;
    };
  }

  /** Its place in the order in which samples are counted. */
  QuotaOrder order() {
    return new QuotaOrder(time, rank);
  }
}
