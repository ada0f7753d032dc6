package io.medsift.curation.read;

import static java.lang.String.format;

import io.medsift.codec.MalformedSampleException;
import io.medsift.curation.verify.AnswerRuling;
import io.medsift.recipe.Track;
import io.medsift.sample.ReferenceKind;
import io.medsift.sample.Sample;
import io.medsift.verdict.Gate;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/** Requirements of the gates of a track on its samples. */
public final class TrackRequirements implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String recipe;
  private final TreeMap<String, Track> tracks;

  /** Requirements of the tracks of a recipe. */
  public TrackRequirements(String recipe, Map<String, Track> tracks) {
    this.recipe = recipe;
    this.tracks = new TreeMap<>(tracks);
  }

  /** The track of that name. */
  public Track track(String name) throws MalformedSampleException {
    Track track = tracks.get(name);
    if (track == null) {
      throw new MalformedSampleException(
          format(
              "track '%s' is not in recipe %s, which has %s",
              name, recipe, String.join(", ", tracks.keySet())));
    }
    return track;
  }

  /** Refuses a prompt whose samples would all be refused, whatever the responses. */
  public void checkPrompt(Sample prompt) throws MalformedSampleException {
    if (track(prompt.track()).runs(Gate.VERIFY)) {
      checkReference(prompt);
    }
  }

  /** Refuses a sample that its track's gates could not decide on. */
  void check(Sample sample) throws MalformedSampleException {
    checkUnscored(sample);
    if (sample.annotations().skipped() != null) {
      return;
    }
    Track track = track(sample.track());
    if (track.runs(Gate.VERIFY)) {
      checkEquivalence(sample);
    }
    if (track.runs(Gate.JUDGE) && sample.annotations().judge() == null) {
      throw new MalformedSampleException(
          format(
              "field 'annotations.judge' is missing; track '%s' is judged, so send the sample"
                  + " through the annotation job first",
              sample.track()));
    }
  }

  /** Refuses a sample that no annotation could make fit for the gates of its track. */
  public void checkUnscored(Sample sample) throws MalformedSampleException {
    Track track = track(sample.track());
    if (track.needsResponse() && (sample.response() == null || sample.response().isBlank())) {
      throw new MalformedSampleException(
          format(
              "field 'response' is %s; track '%s' needs it",
              sample.response() == null ? "missing" : "blank", sample.track()));
    }
    if (track.runs(Gate.VERIFY)) {
      checkReference(sample);
    }
  }

  private static void checkReference(Sample sample) throws MalformedSampleException {
    if (sample.reference() == null || sample.reference().kind() == ReferenceKind.NONE) {
      throw new MalformedSampleException(
          format(
              "field 'reference' is %s; track '%s' checks the answer against it",
              sample.reference() == null ? "missing" : "of kind none", sample.track()));
    }
  }

  private static void checkEquivalence(Sample sample) throws MalformedSampleException {
    if (AnswerRuling.lacksEquivalence(sample)) {
      throw new MalformedSampleException(
          format(
              "field 'annotations.equivalence' is missing; the reference is of kind long, which"
                  + " rules cannot check on track '%s', so send the sample through the annotation"
                  + " job first",
              sample.track()));
    }
  }
}
