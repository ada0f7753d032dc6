package io.medsift.review.verdicts;

import io.medsift.review.rows.RowLocation;
import io.medsift.verdict.Position;
import java.util.List;
import java.util.function.BiConsumer;

/** Where the rows about a sample are in the topics: an index of them. */
public interface RowPlaces extends AutoCloseable {
  /** Returns the number of rows in the index. */
  long rows();

  /** The rows about samples of an id. */
  List<RowLocation> byId(String id);

  /** The rows about the record at a position. */
  List<RowLocation> at(Position position);

  /** Ids that are the name of a source, a colon and {@code id}, as far as the index knows them. */
  List<String> idsOfSources(String id);

  /** The records that are not rows, in the order of their places, and what is wrong with them. */
  void forEachBroken(BiConsumer<RowLocation, String> consumer);

  @Override
  void close();
}
