package io.medsift.curation.gate;

/**
 * A sample that passed all other gates, on its way to where samples are counted.
 *
 * @param time since when it is known to have passed, in the time of the topic: that of its rank, or
 *     of the decision on its prompt
 * @param prompt hash of the prompt, null where samples are not counted by it
 */
public record BalancedSample(Envelope envelope, long time, String prompt) {}
