package io.medsift.parquet;

import static java.lang.String.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.parquet.Converters.RowMaterializer;
import io.medsift.parquet.InvalidParquetException.Cause;
import io.medsift.parquet.ParquetFooter.RowGroup;
import io.medsift.parquet.ParquetRowReader.RowTooLargeException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Reads the rows of a Parquet file as JSON objects: lists become arrays, structs and maps become
 * objects, and what is null is a JSON null. Holds one page of each column, whatever the size of
 * file and row groups. Values of dictionaries are shared between rows. Not thread-safe.
 */
public final class ParquetRowReader implements Closeable {
  private static final int DEEPEST = 64;

  private final ParquetInput file;
  private final MessageType schema;
  private final List<BlockMetaData> blocks;
  private final MessageColumnIO columns;
  private final long longestRow;
  private final long rowCount;
  private final RowBudget budget;
  private RowMaterializer materializer;
  private RecordReader<ObjectNode> rows;
  private int nextBlock;
  private long leftInBlock;
  private long position;

  private ParquetRowReader(ParquetInput file, long longestRow) throws IOException {
    ParquetMetadata footer = ParquetFooter.read(file);
    this.file = file;
    this.schema = footer.getFileMetaData().getSchema();
    this.blocks = footer.getBlocks();
    this.longestRow = longestRow;
    this.rowCount = blocks.stream().mapToLong(BlockMetaData::getRowCount).sum();
    this.budget = new RowBudget(longestRow);
    if (schema.getColumns().isEmpty()) {
      throw new InvalidParquetException("the file has no columns");
    }
    checkDepth(schema, 0);
    checkNames(schema);
    this.columns = new ColumnIOFactory(footer.getFileMetaData().getCreatedBy()).getColumnIO(schema);
  }

  private static void checkDepth(Type type, int depth) throws InvalidParquetException {
    if (depth > DEEPEST) {
      throw new InvalidParquetException(
          format(Locale.ROOT, "columns are nested deeper than %d levels", DEEPEST));
    }
    if (!type.isPrimitive()) {
      for (Type field : type.asGroupType().getFields()) {
        checkDepth(field, depth + 1);
      }
    }
  }

  private static void checkNames(MessageType schema) throws InvalidParquetException {
    Set<String> names = new HashSet<>();
    for (Type column : schema.getFields()) {
      if (!names.add(column.getName())) {
        throw new InvalidParquetException(
            "two columns are called '" + column.getName() + "': rename one");
      }
    }
  }

  /**
   * Opens a file.
   *
   * @param longestRow largest row to give, about in bytes of its values
   * @throws InvalidParquetException if the file is not Parquet, or not whole
   */
  public static ParquetRowReader open(Path path, long longestRow) throws IOException {
    return of(ParquetInput.of(FileChannel.open(path, StandardOpenOption.READ)), longestRow);
  }

  /**
   * Opens a file by its bytes, which the reader closes. Footer and pages are read as they are
   * needed.
   *
   * @param longestRow largest row to give, about in bytes of its values
   * @throws InvalidParquetException if the file is not Parquet, or not whole
   */
  public static ParquetRowReader of(ParquetInput file, long longestRow) throws IOException {
    try {
      return new ParquetRowReader(file, longestRow);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** The columns of the file. */
  public MessageType schema() {
    return schema;
  }

  /** Rows in the file. */
  public long rowCount() {
    return rowCount;
  }

  /** Number of the row that {@link #next()} reads, from 0. */
  public long position() {
    return position;
  }

  /**
   * The next row, or null after the last.
   *
   * @throws RowTooLargeException when the row is larger than allowed; the next call continues
   * @throws InvalidParquetException when the row cannot be decoded; no row after it can be read
   */
  public ObjectNode next() throws IOException, RowTooLargeException {
    while (leftInBlock == 0) {
      if (nextBlock == blocks.size()) {
        return null;
      }
      startBlock();
    }
    ObjectNode row = decode();
    leftInBlock--;
    position++;
    if (materializer.exceeded()) {
      throw new RowTooLargeException(
          format(Locale.ROOT, "the row is larger than %,d bytes", longestRow));
    }
    return row;
  }

  /** Goes on with row {@code number}, which is not before the present one; the end if past it. */
  public void skipTo(long number) throws IOException {
    if (number < position) {
      throw new IllegalArgumentException("row " + number + " was read already");
    }
    while (position < number) {
      if (leftInBlock > 0) {
        decode();
        leftInBlock--;
        position++;
      } else if (nextBlock == blocks.size()) {
        return;
      } else if (blocks.get(nextBlock).getRowCount() <= number - position) {
        position += blocks.get(nextBlock++).getRowCount();
      } else {
        startBlock();
      }
    }
  }

  private void startBlock() throws IOException {
    BlockMetaData block = blocks.get(nextBlock++);
    leftInBlock = block.getRowCount();
    if (leftInBlock == 0) {
      return;
    }
    materializer = new RowMaterializer(schema, budget);
    RowGroup group = new RowGroup(file, block);
    rows = guarded(() -> columns.getRecordReader(group, materializer));
  }

  private ObjectNode decode() throws InvalidParquetException {
    budget.startRow();
    return guarded(rows::read);
  }

  // Damaged pages make the library throw whatever it runs into.
  private <T> T guarded(Decoding<T> decoding) throws InvalidParquetException {
    try {
      return decoding.run();
    } catch (UncheckedIOException e) {
      throw undecodable(e.getCause());
    } catch (RuntimeException e) {
      throw undecodable(e);
    }
  }

  private InvalidParquetException undecodable(Exception e) {
    return new InvalidParquetException(
        format(Locale.ROOT, "row %,d cannot be decoded: %s", position + 1, Cause.of(e)), e);
  }

  @FunctionalInterface
  private interface Decoding<T> {
    T run();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** A row takes more memory than allowed; reading can continue after it. */
  public static final class RowTooLargeException extends Exception {
    private static final long serialVersionUID = 1L;

    RowTooLargeException(String message) {
      super(message);
    }
  }
}
