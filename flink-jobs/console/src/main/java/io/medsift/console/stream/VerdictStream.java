package io.medsift.console.stream;

import io.medsift.console.index.StreamIndex;
import io.medsift.curation.write.CurationTopics;
import io.medsift.review.verdicts.VerdictSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Verdicts that the console shows, by an index that may grow. Used by several threads. */
public interface VerdictStream extends AutoCloseable {
  /** The index of all rows. */
  StreamIndex index();

  /** What it looks at, in a few words. */
  String subject();

  /** The topics that it follows, in which people may review; empty for files. */
  Optional<CurationTopics> topics();

  /** The directory of the results of {@code run} that it shows; empty for topics. */
  default Optional<Path> directory() {
    return Optional.empty();
  }

  /** The reviews of its verdicts, as far as they are read; those of files have none. */
  default KnownReviews reviews() {
    return new KnownReviews();
  }

  /** How far it has come. */
  Progress progress();

  /**
   * Reads whole rows, for which others may have to be waited for.
   *
   * @throws java.io.InterruptedIOException if that takes too long; the message is for people
   */
  <T> T read(Reading<T> reading) throws IOException;

  @Override
  void close();

  /** Reads from a source that must not be kept. */
  @FunctionalInterface
  interface Reading<T> {
    /** Reads. */
    T from(VerdictSource source) throws IOException;
  }

  /**
   * How far a stream has come.
   *
   * @param live whether more may come
   * @param behind rows that are written and not yet in the index
   * @param problem a sentence; empty where there is none
   * @param job the job that writes; null where none is known
   */
  record Progress(boolean live, long behind, String problem, Job job) {}

  /**
   * The job that writes the verdicts.
   *
   * @param group its consumer group
   * @param behind records that its last checkpoint has not
   * @param oldest the timestamp of the oldest of these; 0 where there is none
   */
  record Job(String group, long behind, long oldest) {}
}
