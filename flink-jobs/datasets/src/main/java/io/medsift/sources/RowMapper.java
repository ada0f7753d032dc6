package io.medsift.sources;

import io.medsift.rows.FileRow;
import io.medsift.sample.Sample;
import io.medsift.sources.cells.UnmappableRowException;
import java.util.List;

/** Makes samples of the rows of one dataset. Keeps nothing between rows; safe for many threads. */
public interface RowMapper {

  /**
   * The samples of a row: one as a rule, several where a row holds several responses, none where
   * the dataset marks the row as not meant for this use.
   *
   * <p>Ids depend on the content of the row alone, so that they are the same for ever: the source's
   * name, and the row's own id where the dataset has one that is unique, else a hash of the
   * columns.
   *
   * @throws UnmappableRowException when the row lacks what a sample needs
   */
  List<Sample> map(FileRow row) throws UnmappableRowException;
}
