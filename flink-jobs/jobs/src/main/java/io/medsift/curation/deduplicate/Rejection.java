package io.medsift.curation.deduplicate;

import io.medsift.kafka.topic.SamplePosition;

/**
 * Why a sample is a duplicate.
 *
 * @param kept the accepted sample in its way
 * @param copyOf the rejected sample that it copies, null where it does not
 * @param copy whether it has the same words as an earlier sample
 */
public record Rejection(
    SamplePosition kept, String keptId, double similarity, SamplePosition copyOf, boolean copy) {}
