package io.medsift.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of a Parquet file, read where they are asked for. */
public interface ParquetInput extends Closeable {
  /** Bytes of the file. */
  long size() throws IOException;

  /** Reads bytes at a position, at least one; -1 at the end of the file. */
  int read(ByteBuffer into, long position) throws IOException;

  /** The bytes of a file of this machine. */
  static ParquetInput of(FileChannel file) {
    return new ParquetInput() {
      @Override
      public long size() throws IOException {
        return file.size();
      }

      @Override
      public int read(ByteBuffer into, long position) throws IOException {
        return file.read(into, position);
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }
}
