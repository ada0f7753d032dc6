package io.medsift.ingest;

import io.medsift.rows.RowFile;

/** Told how an ingest goes on, by its thread; returns soon. */
public interface IngestListener {
  /** So many bytes of a file were read to know it again. */
  default void recognising(RowFile file, long bytes) {}

  /** A file is started, at a row that is not 0 where it was read before. */
  default void started(RowFile file, FileProgress before) {}

  /** So far the file is read; often called. */
  default void read(RowFile file, FileProgress reached, long bytes) {}

  /** A file is done with, as far as it was to be read. */
  default void ended(RowFile file, FileProgress before, FileProgress reached) {}

  /** Nothing is done. */
  IngestListener NONE = new IngestListener() {};
}
