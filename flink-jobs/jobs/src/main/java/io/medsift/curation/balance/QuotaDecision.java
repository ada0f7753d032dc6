package io.medsift.curation.balance;

import io.medsift.curation.balance.QuotaCount.Full;
import io.medsift.curation.balance.QuotaCount.Holder;
import io.medsift.curation.gate.VerdictWriter;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.recipe.BalanceSettings.Quota;
import io.medsift.text.Text;
import io.medsift.verdict.Evidence;

/**
 * Whether a sample is kept.
 *
 * @param by what the samples share that are in its way; null where it is kept
 * @param value prompt, source, cluster or label of these
 * @param limit how many stay at most
 * @param kept how many of them had been kept
 */
public record QuotaDecision(
    SamplePosition sample,
    String by,
    String value,
    int limit,
    int kept,
    Holder first,
    Holder last) {
  private static final int VALUE_LENGTH = 200;

  static QuotaDecision keep(SamplePosition sample) {
    return new QuotaDecision(sample, null, null, 0, 0, null, null);
  }

  static QuotaDecision reject(QuotaRequest request, Quota quota, Holder first, Full full) {
    return new QuotaDecision(
        request.rank().position(),
        quota.wireName(),
        Text.head(request.value(quota), VALUE_LENGTH),
        full.limit(),
        full.kept(),
        first,
        full.last());
  }

  boolean keeps() {
    return by == null;
  }

  Evidence.Quota evidence(VerdictWriter writer) {
    return new Evidence.Quota(
        by,
        value,
        limit,
        kept,
        first.id(),
        writer.position(first.order().rank().position()),
        last.id(),
        writer.position(last.order().rank().position()));
  }
}
