package io.medsift.review.verdicts;

import io.medsift.review.rows.StrayRows;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Finds rows by the record that they are about, in topics or in files. */
public interface VerdictSource extends AutoCloseable {
  /** The rows about samples with an id, by position. Ids need not be unique. */
  List<DecidedRow> byId(String id) throws IOException;

  /** The rows about the record at a position: one, if the job conserves its samples. */
  List<DecidedRow> at(Position position) throws IOException;

  /** A random sample that was rejected for a reason; empty if there is none. */
  Optional<DecidedRow> randomRejected(Reason reason, RandomGenerator random) throws IOException;

  /** Ids of the form {@code SOURCE:id}, as ingested rows have them. */
  List<String> idsOfSources(String id);

  /** What was met in the outputs and is not a row. */
  StrayRows strays();

  /** How many rows were searched. */
  long rowsSearched();

  /** Why there may be no verdict on a position, a clause; empty if nothing more is known. */
  String whyNoVerdict(Position position);

  @Override
  void close();
}
