package io.medsift.parquet;

import static java.lang.String.format;

import io.medsift.parquet.InvalidParquetException.Cause;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.CRC32;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/**
 * The pages of one column in one row group, read when they are asked for. At most one is in memory,
 * where parquet-java's own reader holds a row group.
 */
final class ColumnPages implements PageReader {
  /** Largest page in memory; writers aim at one MiB, one huge value makes a larger one. */
  static final int MAX_PAGE_BYTES = 1 << 29;

  private final ColumnChunkMetaData column;
  private final PageCodec codec;
  private final ChunkStream chunk;
  private long valuesLeft;
  private PageHeader ahead;

  ColumnPages(ParquetInput file, ColumnChunkMetaData column) throws InvalidParquetException {
    long start = column.getStartingPos();
    long size = column.getTotalSize();
    if (start < 0 || size < 0 || column.isEncrypted()) {
      throw new InvalidParquetException(
          format(
              "column %s is encrypted or has no valid position", column.getPath().toDotString()));
    }
    this.column = column;
    this.codec = codec(column);
    this.chunk = new ChunkStream(file, start, start + size);
    this.valuesLeft = column.getValueCount();
  }

  private static PageCodec codec(ColumnChunkMetaData column) throws InvalidParquetException {
    try {
      return PageCodec.of(column.getCodec());
    } catch (IllegalArgumentException e) {
      throw new UnsupportedParquetException(
          format("column %s: %s", column.getPath().toDotString(), e.getMessage()), e);
    }
  }

  @Override
  public long getTotalValueCount() {
    return column.getValueCount();
  }

  @Override
  public DictionaryPage readDictionaryPage() {
    try {
      if (valuesLeft == 0) {
        return null;
      }
      PageHeader header = nextHeader();
      if (header.getType() != PageType.DICTIONARY_PAGE) {
        ahead = header;
        return null;
      }
      DictionaryPageHeader dictionary = header.getDictionary_page_header();
      return new DictionaryPage(
          page(header), dictionary.getNum_values(), encoding(dictionary.getEncoding()));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  // The parser of the library follows structs in structs that broken bytes seem to hold.
  private PageHeader nextHeader() throws IOException {
    try {
      return Util.readPageHeader(chunk);
    } catch (StackOverflowError e) {
      throw new IOException("the header of a page is damaged", e);
    }
  }

  @Override
  public DataPage readPage() {
    try {
      while (valuesLeft > 0) {
        PageHeader header = ahead == null ? nextHeader() : ahead;
        ahead = null;
        switch (header.getType()) {
          case DATA_PAGE -> {
            return first(header, header.getData_page_header());
          }
          case DATA_PAGE_V2 -> {
            return second(header, header.getData_page_header_v2());
          }
          default -> chunk.skipNBytes(size(header.getCompressed_page_size()));
        }
      }
      return null;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private DataPage first(PageHeader header, DataPageHeader data) throws IOException {
    valuesLeft -= data.getNum_values();
    return new DataPageV1(
        page(header),
        data.getNum_values(),
        header.getUncompressed_page_size(),
        null,
        encoding(data.getRepetition_level_encoding()),
        encoding(data.getDefinition_level_encoding()),
        encoding(data.getEncoding()));
  }

  // Levels come first and are never compressed.
  private DataPage second(PageHeader header, DataPageHeaderV2 data) throws IOException {
    valuesLeft -= data.getNum_values();
    byte[] page = stored(header);
    int definitions = size(data.getRepetition_levels_byte_length());
    int values = definitions + size(data.getDefinition_levels_byte_length());
    if (values > page.length) {
      throw new InvalidParquetException("the levels of a page are longer than the page");
    }
    byte[] content = Arrays.copyOfRange(page, values, page.length);
    return DataPageV2.uncompressed(
        data.getNum_rows(),
        data.getNum_nulls(),
        data.getNum_values(),
        BytesInput.from(page, 0, definitions),
        BytesInput.from(page, definitions, values - definitions),
        encoding(data.getEncoding()),
        data.isIs_compressed()
            ? unpacked(content, header.getUncompressed_page_size() - values)
            : BytesInput.from(content),
        null);
  }

  private BytesInput page(PageHeader header) throws IOException {
    return unpacked(stored(header), header.getUncompressed_page_size());
  }

  private byte[] stored(PageHeader header) throws IOException {
    byte[] page = chunk.exactly(size(header.getCompressed_page_size()));
    if (header.isSetCrc()) {
      CRC32 sum = new CRC32();
      sum.update(page);
      if ((int) sum.getValue() != header.getCrc()) {
        throw new InvalidParquetException("a page is damaged: its checksum does not match");
      }
    }
    return page;
  }

  private BytesInput unpacked(byte[] page, int length) throws IOException {
    byte[] unpacked = size(length) == 0 ? new byte[0] : codec.decompress(page, length);
    if (unpacked.length != length) {
      throw new InvalidParquetException(
          format(
              Locale.ROOT,
              "a page holds %,d bytes where %,d were announced",
              unpacked.length,
              length));
    }
    return BytesInput.from(unpacked);
  }

  private static int size(int bytes) throws InvalidParquetException {
    if (bytes < 0 || bytes > MAX_PAGE_BYTES) {
      throw new InvalidParquetException(
          format(Locale.ROOT, "a page of %,d bytes; at most %,d are read", bytes, MAX_PAGE_BYTES));
    }
    return bytes;
  }

  private static Encoding encoding(org.apache.parquet.format.Encoding encoding)
      throws InvalidParquetException {
    if (encoding == null) {
      throw new InvalidParquetException("a page has an unknown encoding");
    }
    return Encoding.valueOf(encoding.name());
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException(
        new InvalidParquetException(
            format("column %s: %s", column.getPath().toDotString(), Cause.of(e)), e));
  }

  /** A part of a file as a stream with a small buffer. Streams of one file share its input. */
  static final class ChunkStream extends InputStream {
    private static final int BUFFER = 32 << 10;

    private final ParquetInput file;
    private final long end;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private long filled;

    /** The bytes from {@code start} up to {@code end}. */
    ChunkStream(ParquetInput file, long start, long end) {
      this.file = file;
      this.filled = start;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      return fill() ? buffer.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, into.length);
      if (length == 0) {
        return 0;
      }
      if (!buffer.hasRemaining() && length >= BUFFER && filled < end) {
        int wanted = (int) Math.min(length, end - filled);
        int count = file.read(ByteBuffer.wrap(into, offset, wanted), filled);
        filled += Math.max(0, count);
        return count;
      }
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, buffer.remaining());
      buffer.get(into, offset, count);
      return count;
    }

    private boolean fill() throws IOException {
      if (buffer.hasRemaining()) {
        return true;
      }
      buffer.clear().limit((int) Math.min(BUFFER, end - filled));
      int count = buffer.hasRemaining() ? file.read(buffer, filled) : -1;
      filled += Math.max(0, count);
      buffer.flip();
      return count > 0;
    }

    /** The next {@code length} bytes, all of them. */
    byte[] exactly(int length) throws IOException {
      byte[] bytes = readNBytes(length);
      if (bytes.length < length) {
        throw new InvalidParquetException("a page ends after its column");
      }
      return bytes;
    }
  }
}
