package io.medsift.parquet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;

/**
 * Writes JSON objects as a Parquet file of a given schema. The file is complete after {@link
 * #close()}; one that was never closed has no footer and no reader takes it. Not thread-safe.
 */
public final class ParquetRowWriter implements Closeable {
  private final MessageType schema;
  private final ParquetWriter<ObjectNode> writer;

  private ParquetRowWriter(MessageType schema, ParquetWriter<ObjectNode> writer) {
    this.schema = schema;
    this.writer = writer;
  }

  /**
   * Creates a file, in place of one that is there.
   *
   * @param schema columns; lists are in the three-level form, strings are annotated as such
   */
  public static ParquetRowWriter create(Path file, MessageType schema, ParquetSettings settings)
      throws IOException {
    return new ParquetRowWriter(
        schema,
        new Builder(file, schema, settings.properties())
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

  /**
   * Writes a row. Columns that the row lacks are null; fields that the schema lacks are an error,
   * after which the next row can be written.
   *
   * @throws IllegalArgumentException when a field does not fit the schema; names it
   */
  public void write(ObjectNode row) throws IOException {
    RowFit.check(row, schema);
    writer.write(row);
  }

  /** Bytes written and buffered so far. */
  public long dataSize() {
    return writer.getDataSize();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  private static final class Builder extends ParquetWriter.Builder<ObjectNode, Builder> {
    private final MessageType schema;
    private final Map<String, String> properties;

    Builder(Path file, MessageType schema, Map<String, String> properties) {
      super(new LocalOutputFile(file));
      this.schema = schema;
      this.properties = properties;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @Deprecated
    protected WriteSupport<ObjectNode> getWriteSupport(Configuration configuration) {
      throw new UnsupportedOperationException("Hadoop is not there");
    }

    @Override
    protected WriteSupport<ObjectNode> getWriteSupport(ParquetConfiguration configuration) {
      return new JsonWriteSupport(schema, properties);
    }
  }
}
