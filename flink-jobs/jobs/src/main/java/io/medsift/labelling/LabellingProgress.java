package io.medsift.labelling;

/**
 * How far labelling is.
 *
 * @param prompts distinct ones to be classified; an estimate from above until all clusters are read
 * @param done of them
 * @param withoutVote of those done
 */
public record LabellingProgress(long prompts, long done, long withoutVote) {}
