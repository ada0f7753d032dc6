/**
 * The skeleton of a job that asks language models, which generation, annotation and evolution
 * share: {@link io.medsift.llm.stage.ModelJob}, its topics, and the stage that asks.
 *
 * <p>{@link io.medsift.llm.stage.AskStage} turns questions into results. Questions are keyed by the
 * hash of the request, so that equal questions meet at one subtask and are asked once. Answers are
 * in the cache before they continue. {@link io.medsift.llm.stage.FlowControl} pauses the sources
 * while questions wait.
 */
package io.medsift.llm.stage;
