package io.medsift.annotation;

import io.medsift.curation.verify.AnswerRuling;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Track;
import io.medsift.sample.ReferenceKind;
import io.medsift.sample.Sample;
import io.medsift.verdict.Gate;

/**
 * Annotations that a sample needs before the gates of its track can decide on it.
 *
 * @param equivalence whether a model has to compare the answer with the reference, as rules cannot
 * @param score whether the judge has to score the response
 * @param leak whether a model has to compare the prompt with evaluation items near to it
 */
public record AnnotationNeeds(boolean equivalence, boolean score, boolean leak) {

  /** Returns the needs of a sample with a response, and a reference if its track verifies. */
  public static AnnotationNeeds of(
      Sample sample, Track track, Recipe recipe, AnswerRuling answers) {
    return new AnnotationNeeds(
        track.runs(Gate.VERIFY) && answers.needsModel(sample),
        track.runs(Gate.JUDGE) && sample.annotations().judge() == null,
        recipe.asksAboutLeaks(track) && sample.annotations().leak() == null);
  }

  /** Returns the same but for {@code leak}. */
  AnnotationNeeds withLeak(boolean other) {
    return new AnnotationNeeds(equivalence, score, other);
  }

  /** Returns whether there are none. */
  boolean none() {
    return !equivalence && !score && !leak;
  }

  /**
   * Returns whether the sample has to pass through the annotation job. Text that rules cannot parse
   * needs a model only if the recipe names one: else the rules decide that it cannot be verified.
   */
  public boolean needsModel(Sample sample, Recipe recipe) {
    boolean compared =
        equivalence
            && (sample.reference().kind() == ReferenceKind.LONG
                || recipe.models().equivalence() != null);
    return score || leak || compared;
  }
}
