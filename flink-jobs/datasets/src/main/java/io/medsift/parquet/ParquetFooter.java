package io.medsift.parquet;

import static java.lang.String.format;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.medsift.parquet.InvalidParquetException.Cause;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;

/** The footer of a Parquet file: its schema, and where the chunks of its columns are. */
final class ParquetFooter {
  static final byte[] MAGIC = "PAR1".getBytes(US_ASCII);
  private static final byte[] ENCRYPTED = "PARE".getBytes(US_ASCII);
  private static final int TAIL = Integer.BYTES + MAGIC.length;
  private static final int LONGEST = 256 << 20;

  private ParquetFooter() {}

  /**
   * Reads the footer.
   *
   * @throws InvalidParquetException if the file has none that can be read
   */
  static ParquetMetadata read(ParquetInput file) throws IOException {
    return parse(bytes(file));
  }

  /**
   * Puts the encodings of each chunk in order. The library lists them by hash codes, which differ
   * from run to run, and the same rows must give the same bytes.
   */
  static void orderEncodings(FileChannel file) throws IOException {
    byte[] footer = bytes(ParquetInput.of(file));
    FileMetaData metadata = Util.readFileMetaData(new ByteArrayInputStream(footer));
    metadata.getRow_groups().stream()
        .flatMap(group -> group.getColumns().stream())
        .forEach(chunk -> Collections.sort(chunk.getMeta_data().getEncodings()));
    ByteArrayOutputStream ordered = new ByteArrayOutputStream(footer.length);
    Util.writeFileMetaData(metadata, ordered);
    if (ordered.size() != footer.length) {
      throw new IllegalStateException(
          format(
              Locale.ROOT,
              "a footer of %,d bytes has %,d in order",
              footer.length,
              ordered.size()));
    }
    long position = file.size() - TAIL - footer.length;
    ByteBuffer bytes = ByteBuffer.wrap(ordered.toByteArray());
    while (bytes.hasRemaining()) {
      file.write(bytes, position + bytes.position());
    }
  }

  /** The footer as it lies in the file. */
  static byte[] bytes(ParquetInput file) throws IOException {
    long size = file.size();
    if (size < MAGIC.length + TAIL) {
      throw new InvalidParquetException(
          format(Locale.ROOT, "%,d bytes are too few for a Parquet file; it was cut off", size));
    }
    ByteBuffer tail = bytes(file, size - TAIL, TAIL).order(ByteOrder.LITTLE_ENDIAN);
    int length = tail.getInt();
    byte[] magic = new byte[MAGIC.length];
    tail.get(magic);
    if (Arrays.equals(magic, ENCRYPTED)) {
      throw new InvalidParquetException("the file is encrypted, which is not supported");
    }
    if (!Arrays.equals(magic, MAGIC)) {
      throw new InvalidParquetException(
          "the file does not end with PAR1: it was cut off, or its writer was never closed");
    }
    if (length < 0 || length > Math.min(LONGEST, size - MAGIC.length - TAIL)) {
      throw new InvalidParquetException(
          format(Locale.ROOT, "the footer claims %,d bytes in a file of %,d", length, size));
    }
    return bytes(file, size - TAIL - length, length).array();
  }

  // Broken metadata makes the library throw whatever it runs into.
  private static ParquetMetadata parse(byte[] footer) throws InvalidParquetException {
    try {
      return new ParquetMetadataConverter()
          .fromParquetMetadata(Util.readFileMetaData(new ByteArrayInputStream(footer), LONGEST));
    } catch (IOException | RuntimeException e) {
      throw new InvalidParquetException("the footer cannot be read: " + Cause.of(e), e);
    }
  }

  /** Reads bytes at a position, all of them. */
  static ByteBuffer bytes(ParquetInput file, long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, position + bytes.position()) < 0) {
        throw new EOFException(
            format(Locale.ROOT, "the file ends before byte %,d", position + bytes.limit()));
      }
    }
    return bytes.flip();
  }

  /** The columns of one row group, each with its own place in the file. */
  static final class RowGroup implements PageReadStore {
    private final long rows;
    private final Map<ColumnPath, ColumnPages> columns = new HashMap<>();

    RowGroup(ParquetInput file, BlockMetaData block) throws InvalidParquetException {
      this.rows = block.getRowCount();
      for (ColumnChunkMetaData column : block.getColumns()) {
        columns.put(column.getPath(), new ColumnPages(file, column));
      }
    }

    @Override
    public PageReader getPageReader(ColumnDescriptor descriptor) {
      ColumnPages pages = columns.get(ColumnPath.get(descriptor.getPath()));
      if (pages == null) {
        throw new IllegalStateException(
            format("column %s is missing", String.join(".", descriptor.getPath())));
      }
      return pages;
    }

    @Override
    public long getRowCount() {
      return rows;
    }
  }
}
