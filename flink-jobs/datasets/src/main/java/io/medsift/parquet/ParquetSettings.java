package io.medsift.parquet;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Settings of a Parquet file.
 *
 * @param compression of the pages
 * @param rowGroupBytes size in memory at which a row group is closed
 * @param rowGroupRows rows after which a row group is closed
 * @param pageBytes size at which a page is closed
 * @param dictionary whether columns with few values hold a dictionary
 * @param properties key and value pairs of the footer
 */
public record ParquetSettings(
    CompressionCodecName compression,
    long rowGroupBytes,
    int rowGroupRows,
    int pageBytes,
    boolean dictionary,
    Map<String, String> properties) {

  /** Zstandard, row groups of 64 MiB, pages of 1 MiB, dictionaries. */
  public static final ParquetSettings DEFAULT =
      new ParquetSettings(
          CompressionCodecName.ZSTD, 64L << 20, Integer.MAX_VALUE, 1 << 20, true, Map.of());

  public ParquetSettings {
    requireNonNull(compression, "compression is null");
    properties = Map.copyOf(properties);
    if (rowGroupBytes < 1 || rowGroupRows < 1 || pageBytes < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "sizes must be positive, got row group %d bytes, %d rows, page %d bytes",
              rowGroupBytes,
              rowGroupRows,
              pageBytes));
    }
  }

  /** These settings with another compression. */
  public ParquetSettings withCompression(CompressionCodecName other) {
    return new ParquetSettings(
        other, rowGroupBytes, rowGroupRows, pageBytes, dictionary, properties);
  }

  /** These settings with other key and value pairs in the footer. */
  public ParquetSettings withProperties(Map<String, String> other) {
    return new ParquetSettings(
        compression, rowGroupBytes, rowGroupRows, pageBytes, dictionary, other);
  }
}
