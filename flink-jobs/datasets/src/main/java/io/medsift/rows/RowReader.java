package io.medsift.rows;

import java.io.Closeable;
import java.io.IOException;

/** The rows of one file, in order, in memory that does not grow with the file. Not thread-safe. */
public interface RowReader extends Closeable {

  /**
   * The next row, or null after the last.
   *
   * @throws RowFileException when nothing after this place can be read, as in a damaged file
   */
  ReadRow next() throws IOException;

  /** Skips that many rows, or to the end; cheaper than reading them where it can be. */
  void skip(long rows) throws IOException;

  /** Number of the row that {@link #next()} gives. */
  long position();

  /** Bytes of the file read so far, compressed where the file is; for showing progress. */
  long bytesRead();
}
