package io.medsift.export.rows;

import java.io.IOException;

/** Is shown rows, in the order of their source. */
@FunctionalInterface
public interface RowVisitor {

  /**
   * A row.
   *
   * @throws ExportException if this or a row before it is no curated row
   */
  void visit(RawRow row) throws IOException, InterruptedException, ExportException;
}
