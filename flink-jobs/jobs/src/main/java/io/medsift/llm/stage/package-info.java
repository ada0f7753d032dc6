/**
 * The stage that asks a language model, which annotation, generation and evolution share: a
 * question in, its answer or the reason why there is none out.
 *
 * <p>{@link io.medsift.llm.stage.AskStage} adds it to a topology. Questions are keyed by the hash
 * of all that is asked, so the same question meets itself at one subtask and is asked once. Answers
 * are in the ledger before they go on. {@link io.medsift.llm.stage.FlowControl} lets the sources of
 * a job rest while its questions wait.
 */
package io.medsift.llm.stage;
