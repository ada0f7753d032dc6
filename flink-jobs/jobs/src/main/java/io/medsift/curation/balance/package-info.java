/**
 * The gate that keeps at most so many samples with the same prompt, or of one source, cluster or
 * label. It is behind all others, so that only samples that stay otherwise are counted.
 *
 * <p>Whether a sample is kept depends on all that were kept before, so one subtask decides, in the
 * order of the topic, on small records: {@link io.medsift.curation.balance.QuotaOperator}. The
 * samples wait meanwhile where they are, spread over all subtasks: {@link
 * io.medsift.curation.balance.BalanceFunction}. The rule itself is plain Java: {@link
 * io.medsift.curation.balance.Quotas}.
 *
 * <p>A sample that waited for the decision on its prompt is counted when that was made, those of
 * one decision by rank. That order depends on the topic alone, as that of ranks does, and nothing
 * has to wait for it once more.
 */
package io.medsift.curation.balance;
