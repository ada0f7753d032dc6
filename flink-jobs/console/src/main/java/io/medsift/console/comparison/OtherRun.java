package io.medsift.console.comparison;

import io.medsift.curation.write.CurationTopics;
import io.medsift.review.comparison.ComparedRun;
import io.medsift.review.comparison.Differences;
import io.medsift.review.rows.RowLocation;
import io.medsift.review.verdicts.FileVerdicts;
import io.medsift.review.verdicts.RowPlaces;
import io.medsift.review.verdicts.TopicVerdicts;
import io.medsift.review.verdicts.VerdictSource;
import io.medsift.verdict.Position;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The run that the console's own is compared with.
 *
 * @param subject what it is, in a few words
 * @param rows to be compared
 * @param opening opens its rows, to be explained
 */
public record OtherRun(String subject, ComparedRun rows, Opening opening) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Opens the rows of a run. */
  @FunctionalInterface
  interface Opening {
    /** Opens the rows, which the caller closes, by where a comparison has found them. */
    VerdictSource open(Differences differences);
  }

  /** The outputs of a job, such as a replay. */
  public static OtherRun of(CurationTopics topics) {
    return new OtherRun(
        "%s, %s and %s".formatted(topics.accepted(), topics.rejected(), topics.deadLetters()),
        ComparedRun.of(topics),
        differences ->
            new TopicVerdicts(
                topics,
                new ComparedPlaces(differences),
                position -> List.of(),
                position -> List.of(),
                null,
                PATIENCE));
  }

  /** The results of {@code run} in a directory. */
  public static OtherRun of(Path directory) {
    return new OtherRun(
        "results in " + directory,
        ComparedRun.of(directory),
        differences -> new FileVerdicts(directory));
  }

  /** Where the rows of the other run stand, as far as they were compared. */
  private record ComparedPlaces(Differences differences) implements RowPlaces {
    @Override
    public long rows() {
      return differences.compared();
    }

    /** Returns none: rows are asked for by position. */
    @Override
    public List<RowLocation> byId(String id) {
      return List.of();
    }

    @Override
    public List<RowLocation> at(Position position) {
      return differences.second(position).stream().toList();
    }

    /** Returns none: rows are asked for by position. */
    @Override
    public List<String> idsOfSources(String id) {
      return List.of();
    }

    /** Passes none: the comparison names them. */
    @Override
    public void forEachBroken(BiConsumer<RowLocation, String> consumer) {}

    @Override
    public void close() {}
  }
}
