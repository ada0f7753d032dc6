package io.medsift.cli.rebuild;

import io.medsift.recipe.Recipe;
import io.medsift.recipe.Track;
import io.medsift.rows.ReadRow.FileRow;
import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import io.medsift.sample.Sample;
import io.medsift.sources.ReadingOption;
import io.medsift.sources.ReadingTally;
import io.medsift.sources.Source;
import io.medsift.sources.SourceCard;
import io.medsift.sources.SourceCard.SourceTopic;
import io.medsift.sources.SourceSettings;
import io.medsift.sources.catalogue.Sources;
import io.medsift.sources.cells.UnmappableRowException;
import io.medsift.verdict.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A source that a rebuild takes.
 *
 * @param paths of its files; empty if none are published and the user names none
 * @param rows that will be read at most; null where it is not known
 */
record RebuildSource(SourceCard card, Track track, List<String> paths, Long rows) {

  String name() {
    return card.name();
  }

  /** The name of the track. */
  String trackName() {
    return card.tracks().get(0);
  }

  /** The topic that its rows need by the recipe. */
  SourceTopic topic(Recipe recipe) {
    if (card.topic() == SourceTopic.PROMPTS && track.needsResponse()) {
      return SourceTopic.PROMPTS;
    }
    return track.runs(Gate.JUDGE) || recipe.asksAboutLeaks(track)
        ? SourceTopic.UNSCORED
        : SourceTopic.SAMPLES;
  }

  /** Responses of a model to each row. */
  int responses(Recipe recipe) {
    return topic(recipe) == SourceTopic.PROMPTS ? recipe.generate().responses() : 0;
  }

  /** Scores of a judge, at most, for each row. */
  int scores(Recipe recipe) {
    return track.runs(Gate.JUDGE) ? Math.max(1, responses(recipe)) : 0;
  }

  /** Comparisons of the prompt with evaluation items, at most, for each row. */
  int leakQuestions(Recipe recipe) {
    return recipe.asksAboutLeaks(track) ? 1 : 0;
  }

  /** Comparisons with the reference, at most, for each row: of those that no rule can decide. */
  int comparisons(Recipe recipe) {
    return track.runs(Gate.VERIFY) && hasLongReference() ? Math.max(1, responses(recipe)) : 0;
  }

  /** Whether the example of the card has a reference that only a model can compare with. */
  private boolean hasLongReference() {
    Source source = Sources.named(name());
    SourceSettings settings = SourceSettings.NONE;
    FileRow example = new FileRow(name(), 0, card.example());
    // One row need not show what a file shows; of the kind of reference it says the same.
    for (ReadingOption reading : source.readings()) {
      if (reading.by() == ReadingOption.DecidedBy.FILE) {
        settings = settings.withReading(reading.name(), reading.values().get(0));
      }
    }
    try {
      for (Sample sample : source.mapper(settings, new ReadingTally()).map(example)) {
        Reference reference = sample.reference();
        if (reference != null && reference.kind() == ReferenceKind.LONG) {
          return true;
        }
      }
      return false;
    } catch (UnmappableRowException e) {
      return true;
    }
  }

  /** The same with the files at the commit that they had when the rebuild began. */
  RebuildSource at(Map<String, List<String>> pinned) {
    List<String> at = pinned.get(name());
    if (at == null) {
      return this;
    }
    List<String> mine = new ArrayList<>();
    for (int i = 0; i < at.size(); i++) {
      String path = at.get(i);
      mine.add(i < paths.size() ? RebuildRequest.pinnedPath(paths.get(i), path) : path);
    }
    return new RebuildSource(card, track, mine, rows);
  }
}
