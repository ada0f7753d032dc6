package io.medsift.cli.explain;

import io.medsift.verdict.Position;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where verdicts are looked up. */
interface VerdictSource extends AutoCloseable {
  /** The verdicts on samples of an id, in the order of their positions; ids need not be unique. */
  List<Decided> byId(String id) throws IOException;

  /** What became of the record at a position; of several rows the first. */
  Optional<Decided> at(Position position) throws IOException;

  /** How many rows were searched by the look-ups so far. */
  long searched();

  /** Why there may be no verdict at a position, a sentence; empty where nothing more is known. */
  String about(Position position);

  @Override
  void close();
}
