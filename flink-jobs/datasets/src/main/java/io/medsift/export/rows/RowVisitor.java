package io.medsift.export.rows;

import io.medsift.export.ExportException;
import java.io.IOException;

/** Is shown rows, in the order of their source. */
@FunctionalInterface
public interface RowVisitor {

  /**
   * A row.
   *
   * @throws ExportException if this or a row before it is no curated row
   */
  void visit(SourceRow row) throws IOException, InterruptedException, ExportException;
}
