package io.medsift.parquet;

import static java.util.Objects.requireNonNull;

import io.medsift.parquet.PageCodec.PageCodecFactory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/**
 * Writes rows as a Parquet file of a given schema; the same rows give the same bytes. The file is
 * complete after {@link #close()}; one that was never closed has no footer and no reader takes it.
 * Not thread-safe.
 *
 * @param <T> a row
 */
public final class ParquetRowWriter<T> implements Closeable {
  private final Path file;
  private final ParquetWriter<T> writer;

  /** Hands the fields of a row to Parquet. */
  @FunctionalInterface
  public interface Fields<T> {
    /**
     * Hands over the fields of a row, in the order of the schema, those left out that are null. The
     * row is begun before and ended after; one that fails half-way breaks the file.
     */
    void write(T row, RecordConsumer out);
  }

  private ParquetRowWriter(Path file, ParquetWriter<T> writer) {
    this.file = file;
    this.writer = writer;
  }

  /**
   * Creates a file, in place of one that is there.
   *
   * @param schema columns; lists are in the three-level form, strings are annotated as such
   * @param fields of a row, as that schema has them
   */
  public static <T> ParquetRowWriter<T> create(
      Path file, MessageType schema, Fields<T> fields, ParquetSettings settings)
      throws IOException {
    return new ParquetRowWriter<>(
        file,
        new Builder<>(file, new Rows<>(schema, settings.properties(), fields))
            .withConf(new PlainParquetConfiguration())
            .withCodecFactory(new PageCodecFactory())
            .withCompressionCodec(settings.compression())
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .withRowGroupSize(settings.rowGroupBytes())
            .withRowGroupRowCountLimit(settings.rowGroupRows())
            .withPageSize(settings.pageBytes())
            .withDictionaryEncoding(settings.dictionary())
            .build());
  }

  /** Writes a row. */
  public void write(T row) throws IOException {
    writer.write(row);
  }

  @Override
  public void close() throws IOException {
    writer.close();
    try (FileChannel written =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ParquetFooter.orderEncodings(written);
    }
  }

  private static final class Rows<T> extends WriteSupport<T> {
    private final MessageType schema;
    private final Map<String, String> properties;
    private final Fields<T> fields;
    private RecordConsumer consumer;

    Rows(MessageType schema, Map<String, String> properties, Fields<T> fields) {
      this.schema = schema;
      this.properties = properties;
      this.fields = requireNonNull(fields, "fields is null");
    }

    @Override
    @Deprecated
    public WriteContext init(Configuration configuration) {
      throw new UnsupportedOperationException("Hadoop is not available");
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return new WriteContext(schema, properties);
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      this.consumer = recordConsumer;
    }

    @Override
    public void write(T row) {
      consumer.startMessage();
      fields.write(row, consumer);
      consumer.endMessage();
    }
  }

  private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {
    private final Rows<T> rows;

    Builder(Path file, Rows<T> rows) {
      super(new LocalOutputFile(file));
      this.rows = rows;
    }

    @Override
    protected Builder<T> self() {
      return this;
    }

    @Override
    @Deprecated
    protected WriteSupport<T> getWriteSupport(Configuration configuration) {
      throw new UnsupportedOperationException("Hadoop is not available");
    }

    @Override
    protected WriteSupport<T> getWriteSupport(ParquetConfiguration configuration) {
      return rows;
    }
  }
}
