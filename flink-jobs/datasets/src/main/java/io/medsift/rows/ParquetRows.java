package io.medsift.rows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.parquet.InvalidParquetException;
import io.medsift.parquet.ParquetInput;
import io.medsift.parquet.ParquetRowReader;
import io.medsift.parquet.ParquetRowReader.RowTooLargeException;
import io.medsift.remote.RangeReader;
import io.medsift.remote.RemoteException;
import io.medsift.rows.ReadRow.FileRow;
import io.medsift.rows.ReadRow.MalformedRow;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Rows of a Parquet file. */
final class ParquetRows implements RowReader {
  private final String file;
  private final long size;
  private final ParquetRowReader reader;

  ParquetRows(RowFile file, RowLimits limits) throws IOException {
    this.file = file.name();
    this.size = file.size();
    try {
      this.reader =
          file.isReadByRanges()
              ? ParquetRowReader.of(new RemoteParquet(file.remote().ranges()), limits.rowBytes())
              : ParquetRowReader.open(file.path(), limits.rowBytes());
    } catch (InvalidParquetException e) {
      throw failure(e);
    }
  }

  // Of a file on another host it may be the network, and not the file.
  private IOException failure(InvalidParquetException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof RemoteException remote) {
        return remote;
      }
    }
    return new RowFileException(file + ": " + e.getMessage(), e);
  }

  @Override
  public ReadRow next() throws IOException {
    long number = reader.position();
    try {
      ObjectNode columns = reader.next();
      return columns == null ? null : new FileRow(file, number, columns);
    } catch (RowTooLargeException e) {
      return new MalformedRow(file, number, e.getMessage(), null);
    } catch (InvalidParquetException e) {
      throw failure(e);
    }
  }

  @Override
  public void skip(long rows) throws IOException {
    try {
      reader.skipTo(Math.addExact(reader.position(), rows));
    } catch (InvalidParquetException e) {
      throw failure(e);
    }
  }

  @Override
  public long position() {
    return reader.position();
  }

  // Pages of all columns are read side by side, so that rows tell best how far it is.
  @Override
  public long bytesRead() {
    double share = reader.rowCount() == 0 ? 1 : (double) reader.position() / reader.rowCount();
    return Math.round(size * Math.min(1, share));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** A remote file, of which footer and pages are fetched as they are read. */
  private record RemoteParquet(RangeReader ranges) implements ParquetInput {
    @Override
    public long size() {
      return ranges.size();
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      return ranges.read(into, position);
    }

    // The next reader of the file uses what this one has fetched.
    @Override
    public void close() {}
  }
}
