/**
 * The gate that removes near-duplicates by the greedy rule: a sample is rejected if and only if an
 * accepted sample of lower rank has nearly the same response.
 *
 * <p>The stages, each of which acts in rank order once the watermark has passed:
 *
 * <ol>
 *   <li>{@link io.medsift.curation.deduplicate.SignFunction} computes the signature.
 *   <li>{@link io.medsift.curation.deduplicate.CopiesOperator} finds responses with the same words.
 *   <li>{@link io.medsift.curation.deduplicate.BandsOperator} finds pairs that share a band.
 *   <li>{@link io.medsift.curation.deduplicate.HoldOperator} gathers the pairs of a sample.
 *   <li>{@link io.medsift.curation.deduplicate.CompareOperator} computes their exact similarity.
 *   <li>{@link io.medsift.curation.deduplicate.ResolverOperator} walks the true pairs in rank
 *       order, at parallelism 1, and decides.
 *   <li>{@link io.medsift.curation.deduplicate.VerdictOperator} writes the decision of each sample.
 * </ol>
 *
 * <p>State and work are cut into virtual shards; a shard is a key, so it moves between machines as
 * one piece. All stages but the resolver have the same parallelism: a sample's bands go from {@link
 * io.medsift.curation.deduplicate.CopiesOperator} to each subtask of the next in one message, and
 * held samples stay in their subtask.
 */
package io.medsift.curation.deduplicate;
