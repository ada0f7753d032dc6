/**
 * Rules that compare the final answer of a response with the reference answer of its question.
 *
 * <p>{@link io.medsift.answers.AnswerVerifier} is the only entry point. It reads the answer that
 * the response states, in this order: the last {@code \boxed{}}, the last sentence or field that
 * names an answer ("the answer is C", {@code "answer_choice": "C"}), a lone letter that closes the
 * response, the text of exactly one option in the closing sentence. What none of them finds is
 * unverifiable; nothing here ever picks the most similar option or a default letter.
 */
package io.medsift.answers;
