package io.medsift.sample;

import static java.util.Objects.requireNonNull;

/**
 * Annotations that models gave a sample before it was curated; each part is null if absent.
 *
 * @param skipped why no model was asked
 */
public record Annotations(
    JudgeAnnotation judge, EquivalenceAnnotation equivalence, SkippedAnnotation skipped) {

  /** A sample that nobody has spoken about. */
  public static final Annotations EMPTY = new Annotations(null, null, null);

  /** Returns true if a model's word stands here of which nobody says what the model was asked. */
  public boolean namesNoRequest() {
    return (judge != null && judge.request() == null)
        || (equivalence != null && equivalence.request() == null);
  }

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

    /** Creates a score of which no more is known. */
    public JudgeAnnotation(double score, String model, String promptVersion) {
      this(score, model, promptVersion, null, null, null, null);
    }
  }

  /**
   * A model's judgement whether the response says the same as a free-text reference. The other
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

    /** Creates an annotation of which no more is known. */
    public EquivalenceAnnotation(boolean equivalent, String model, String promptVersion) {
      this(equivalent, model, promptVersion, null, null, null, null);
    }
  }

  /**
   * Finding of a check without a model that curation rejects for, so that no model was asked about
   * the sample.
   *
   * @param gate that rejects, as it is spelt on the wire
   * @param reason of that gate
   */
  public record SkippedAnnotation(String gate, String reason) {
    public SkippedAnnotation {
      requireNonNull(gate, "gate is null");
      requireNonNull(reason, "reason is null");
    }
  }
}
