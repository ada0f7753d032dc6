package io.medsift.sample;

/**
 * A model's score of the response against the reference: 1 to 10, decimals allowed. The other
 * components are null where nobody said them.
 *
 * @param rationale why, in the model's words
 * @param promptTokens that asking took, all attempts together
 * @param completionTokens that answering took
 * @param request hash of what was asked, under which the ledger keeps the answer
 */
public record JudgeAnnotation(
    double score,
    String model,
    String promptVersion,
    String rationale,
    Long promptTokens,
    Long completionTokens,
    String request) {

  /** A score of which no more is known. */
  public JudgeAnnotation(double score, String model, String promptVersion) {
    this(score, model, promptVersion, null, null, null, null);
  }
}
