/**
 * Finds prompts that repeat an item of an evaluation set, and says which item and why.
 *
 * <p>A {@link io.medsift.decontamination.index.BenchmarkIndex} holds the evaluation sets; a {@link
 * io.medsift.decontamination.DecontaminationRule} built on it checks prompts, from any thread.
 */
package io.medsift.decontamination;
