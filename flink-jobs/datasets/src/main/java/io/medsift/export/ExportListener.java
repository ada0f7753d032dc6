package io.medsift.export;

/** Is told how an export goes on; from any thread. */
public interface ExportListener {

  /** So many more rows were read. */
  void read(long rows);

  /** Rows are in order and are being written. */
  void writing(long rows, int shards);

  /** So many more rows were written. */
  void wrote(long rows);
}
