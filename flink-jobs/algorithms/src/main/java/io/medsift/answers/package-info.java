/**
 * Rules that compare the final answer of a response with the reference answer of its question.
 *
 * <p>{@link io.medsift.answers.AnswerVerifier} is the entry point. It reads the answer that the
 * response states before it continues with a next turn, in this order: the last {@code \boxed{}}
 * that is no step of a calculation, the sentences and fields that announce an answer ("the answer
 * is C", {@code "answer_choice": "C"}) or call an option correct, a lone letter that closes the
 * response, the text of exactly one option in the closing sentence. A sentence counts where it is
 * asserted for the question; of two that disagree the later wins only where it corrects the
 * earlier. What none of them finds is unverifiable; nothing here ever picks the most similar option
 * or a default letter.
 */
package io.medsift.answers;
