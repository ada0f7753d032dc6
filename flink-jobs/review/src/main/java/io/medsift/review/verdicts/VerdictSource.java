package io.medsift.review.verdicts;

import io.medsift.review.rows.StrayRows;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Where verdicts are looked up. */
public interface VerdictSource extends AutoCloseable {
  /** The verdicts on samples of an id, in the order of their positions; ids need not be unique. */
  List<Decided> byId(String id) throws IOException;

  /** What became of the record at a position: one row, if the job conserves its samples. */
  List<Decided> at(Position position) throws IOException;

  /** A sample that was rejected for a reason, by chance; empty where there is none. */
  Optional<Decided> rejected(Reason reason, RandomGenerator chance) throws IOException;

  /** Ids that are {@code id} behind the name of a source and a colon, as ingested rows have. */
  List<String> withSource(String id);

  /** What was met in the outputs and is no row, by the look-ups so far. */
  StrayRows strays();

  /** How many rows were searched by the look-ups so far. */
  long searched();

  /** Why there may be no verdict at a position, a sentence; empty where nothing more is known. */
  String about(Position position);

  @Override
  void close();
}
