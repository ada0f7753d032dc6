package io.medsift.review.verdicts;

import io.medsift.review.rows.StrayRows;
import io.medsift.sample.Sample;
import io.medsift.verdict.Position;
import io.medsift.verdict.PromptDecision;
import io.medsift.verdict.Reason;
import io.medsift.verdict.Review;
import io.medsift.verdict.Revision;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Finds rows by the record that they are about, in topics or in files. */
public interface VerdictSource extends AutoCloseable {
  /** Returns the rows about samples with an id, by position. Ids need not be unique. */
  List<DecidedRow> byId(String id) throws IOException;

  /** Returns the rows about the record at a position: one, if the job conserves its samples. */
  List<DecidedRow> at(Position position) throws IOException;

  /** Returns the revisions of the verdict on a sample, the last of which counts. */
  List<Revision> revisions(Position position);

  /** Returns what reviewers think of the verdict on a sample, by reviewer. */
  List<Review> reviews(Position position);

  /**
   * Returns what became of all responses to the prompt of a sample; empty where the job does not
   * look at them, or has not yet.
   */
  Optional<PromptDecision> prompt(Sample sample) throws IOException;

  /**
   * Returns the rows about the responses that a decision is about, as far as they can be found, by
   * position.
   *
   * @param sample one of them
   */
  List<DecidedRow.OfSample> responses(Sample sample, PromptDecision decision) throws IOException;

  /** Returns a random sample that was rejected for a reason; empty if there is none. */
  Optional<DecidedRow> randomRejected(Reason reason, RandomGenerator random) throws IOException;

  /** Returns ids of the form {@code SOURCE:id}, as ingested rows have them. */
  List<String> idsOfSources(String id);

  /** Returns what was found in the outputs and is not a verdict on a sample. */
  StrayRows strays();

  /** Returns the number of rows that were searched. */
  long rowsSearched();

  /** Returns the cause of a missing verdict, as a clause; empty if it is not known. */
  String whyNoVerdict(Position position);

  @Override
  void close();
}
