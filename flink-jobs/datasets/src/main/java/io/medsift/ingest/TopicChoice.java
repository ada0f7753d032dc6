package io.medsift.ingest;

import static java.lang.String.format;
import static java.util.Objects.requireNonNull;

import io.medsift.recipe.Recipe;
import io.medsift.recipe.Track;
import io.medsift.sample.ReferenceKind;
import io.medsift.sample.Sample;
import io.medsift.sources.SourceCard.SourceTopic;
import io.medsift.sources.cells.UnmappableRowException;
import io.medsift.verdict.Gate;

/**
 * The topic that a sample has to go to, by what the gates of its track need and the sample lacks: a
 * response ({@code prompts}), an annotation by a model ({@code unscored}), or nothing ({@code
 * samples}).
 */
public final class TopicChoice {
  private final Recipe recipe;
  private final String only;

  /**
   * A choice.
   *
   * @param only the one topic for all samples; null to choose
   */
  public TopicChoice(Recipe recipe, String only) {
    this.recipe = requireNonNull(recipe, "recipe is null");
    this.only = only;
  }

  /**
   * The name of the topic.
   *
   * @throws UnmappableRowException when the recipe does not know the track
   */
  public String of(Sample sample) throws UnmappableRowException {
    if (only != null) {
      return only;
    }
    Track track = recipe.tracks().get(sample.track());
    if (track == null) {
      throw new UnmappableRowException(
          format(
              "the recipe %s has no track '%s' (it has: %s)",
              recipe.stamp().name(), sample.track(), String.join(", ", recipe.tracks().keySet())));
    }
    return destination(sample, track, recipe).wireName();
  }

  private static SourceTopic destination(Sample sample, Track track, Recipe recipe) {
    if (sample.response() == null && track.needsResponse()) {
      return SourceTopic.PROMPTS;
    }
    boolean needsScore = track.runs(Gate.JUDGE) && sample.annotations().judge() == null;
    boolean needsEquivalence =
        track.runs(Gate.VERIFY)
            && sample.reference() != null
            && sample.reference().kind() == ReferenceKind.LONG
            && sample.annotations().equivalence() == null;
    boolean needsLeak = recipe.asksAboutLeaks(track) && sample.annotations().leak() == null;
    return needsScore || needsEquivalence || needsLeak ? SourceTopic.UNSCORED : SourceTopic.SAMPLES;
  }
}
