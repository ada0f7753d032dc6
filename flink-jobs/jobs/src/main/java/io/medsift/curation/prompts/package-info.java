/**
 * The gates that look at all responses to a prompt together, after those that look at one.
 *
 * <p>Every response of a track that runs them reaches {@link
 * io.medsift.curation.prompts.PromptsFunction} once: those that another gate rejected, and dead
 * letters that can be read, as a small {@link io.medsift.curation.gate.PromptResponse}, and those
 * that passed all other gates, deduplication included, with the sample, which waits there until its
 * prompt is decided. They come from {@link io.medsift.curation.gate.VerdictWriter}, by way of
 * {@link io.medsift.curation.prompts.SplitFunction}.
 *
 * <p>The gates are behind deduplication, so that its order is not held back by the wait. So a
 * response that deduplication rejects counts as what verify found, and is no candidate of the
 * choice; and a response that deduplication has kept can still go here.
 */
package io.medsift.curation.prompts;
