package io.medsift.annotation;

import io.medsift.curation.verify.AnswerRuling;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Track;
import io.medsift.sample.ReferenceKind;
import io.medsift.sample.Sample;
import io.medsift.verdict.Gate;

/**
 * What models have to say on a sample before the gates of its track can decide on it.
 *
 * @param equivalence whether the answer means the same as the reference, which rules cannot tell
 * @param score of the judge
 */
public record AnnotationNeeds(boolean equivalence, boolean score) {

  /** The needs of a sample with a response, and with a reference where its track verifies. */
  public static AnnotationNeeds of(Sample sample, Track track, AnswerRuling answers) {
    return new AnnotationNeeds(
        track.runs(Gate.VERIFY) && answers.needsModel(sample),
        track.runs(Gate.JUDGE) && sample.annotations().judge() == null);
  }

  /** Whether there are none. */
  boolean none() {
    return !equivalence && !score;
  }

  /**
   * Whether the sample has to go through the annotation job. Text that rules cannot read is for a
   * model only where the recipe names one: else they decide that it cannot be verified.
   */
  public boolean forModels(Sample sample, Recipe recipe) {
    boolean compared =
        equivalence
            && (sample.reference().kind() == ReferenceKind.LONG
                || recipe.models().equivalence() != null);
    return score || compared;
  }
}
