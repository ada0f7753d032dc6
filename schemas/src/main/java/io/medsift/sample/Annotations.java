package io.medsift.sample;

/**
 * What models said about a sample before it was curated; each part is null where nobody said it.
 */
public record Annotations(JudgeAnnotation judge, EquivalenceAnnotation equivalence) {

  /** A sample that no model has spoken about. */
  public static final Annotations EMPTY = new Annotations(null, null);
}
