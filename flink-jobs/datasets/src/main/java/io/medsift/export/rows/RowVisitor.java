package io.medsift.export.rows;

import java.io.IOException;

/** Is shown rows, in the order of their source. */
@FunctionalInterface
public interface RowVisitor {

  /**
   * A row.
   *
   * @param start its first byte in {@link RowSource#rows()}
   * @throws IOException if it is not a curated row; the message does not name the place
   */
  void visit(byte[] row, long start) throws IOException;
}
