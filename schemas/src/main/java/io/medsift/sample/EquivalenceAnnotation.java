package io.medsift.sample;

/**
 * A model's word on whether the response says the same as a free-text reference. The other
 * components are null where nobody said them.
 *
 * @param extracted the answer that was compared, shortened
 * @param promptTokens that asking took, all attempts together
 * @param completionTokens that answering took
 * @param request hash of what was asked, under which the ledger keeps the answer
 */
public record EquivalenceAnnotation(
    boolean equivalent,
    String model,
    String promptVersion,
    String extracted,
    Long promptTokens,
    Long completionTokens,
    String request) {

  /** A word of which no more is known. */
  public EquivalenceAnnotation(boolean equivalent, String model, String promptVersion) {
    this(equivalent, model, promptVersion, null, null, null, null);
  }
}
