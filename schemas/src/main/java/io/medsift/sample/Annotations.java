package io.medsift.sample;

/**
 * What was said about a sample before it was curated; each part is null where nobody said it.
 *
 * @param skipped why no model was asked
 */
public record Annotations(
    JudgeAnnotation judge, EquivalenceAnnotation equivalence, SkippedAnnotation skipped) {

  /** A sample that nobody has spoken about. */
  public static final Annotations EMPTY = new Annotations(null, null, null);

  /** Whether a model's word stands here of which nobody says what the model was asked. */
  public boolean namesNoRequest() {
    return (judge != null && judge.request() == null)
        || (equivalence != null && equivalence.request() == null);
  }
}
