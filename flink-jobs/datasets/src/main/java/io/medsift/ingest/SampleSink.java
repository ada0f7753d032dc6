package io.medsift.ingest;

import io.medsift.ingest.FileProgress.FileKey;
import io.medsift.rows.ReadRow;
import io.medsift.sample.Sample;
import java.io.Closeable;
import java.io.IOException;

/** Destination of samples that also keeps how far each file was read. */
public interface SampleSink extends Closeable {

  /**
   * Returns true if progress is kept, by the fingerprints of files; unless a sink says so, it is
   * not.
   */
  default boolean keepsProgress() {
    return false;
  }

  /**
   * Starts with a file, alone: whoever was at it before can write no more.
   *
   * @return how far the file was read before
   */
  default FileProgress start(FileKey key, FileProgress none)
      throws IOException, InterruptedException {
    return none;
  }

  /** Returns true if further rows are to be read. */
  default boolean takesMore() {
    return true;
  }

  /** Takes a sample that was made of a row. */
  void write(String topic, ReadRow row, Sample sample, byte[] json) throws IOException;

  /** Makes what was written since the last commit visible, together with the progress. */
  void commit(FileProgress progress) throws IOException;
}
