package io.medsift.review.comparison;

import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.review.rows.RowLocation;
import io.medsift.review.rows.StrayRows;
import io.medsift.verdict.Revisions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A run that is compared with another over the same samples. */
public interface ComparedRun {
  /**
   * A row of a run.
   *
   * @param sample that it is about
   * @param content differs where two samples do; 0 where positions alone say which sample it is
   */
  record Row(RowLocation location, SamplePosition sample, ComparedOutcome outcome, int content) {}

  /** The outputs of a job. */
  static ComparedRun of(CurationTopics topics) {
    return new TopicRun(topics);
  }

  /** The results of {@code run} in a directory. */
  static ComparedRun of(Path directory) {
    return new FileRun(directory);
  }

  /** The topic of the samples, as their positions name it. */
  String samples();

  /** The revisions of its verdicts. */
  Revisions revisions();

  /**
   * Reads the rows about wanted samples.
   *
   * @param strays where records that are no such rows are noted
   */
  void visit(Predicate<SamplePosition> wanted, StrayRows strays, Consumer<Row> consumer);

  /** The outcomes of some rows; those that are no longer there are missing. */
  Map<RowLocation, ComparedOutcome> read(Set<RowLocation> rows) throws IOException;
}
