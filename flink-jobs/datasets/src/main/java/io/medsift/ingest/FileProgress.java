package io.medsift.ingest;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Progress of ingesting a file. On the wire it is JSON with these names in snake case; readers
 * ignore names that they do not know.
 *
 * @param file name that the file had
 * @param how the choices that decide what becomes of a row; see {@link IngestSettings#how}
 * @param rows read: the ingest continues with the row of this number
 * @param samples written
 * @param leftOut rows that are for another use, or not selected
 * @param unmapped rows that could not be mapped
 * @param finished whether the file has no more rows
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FileProgress(
    String file,
    String how,
    long rows,
    long samples,
    long leftOut,
    long unmapped,
    boolean finished) {
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  public FileProgress {
    requireNonNull(file, "file is null");
    requireNonNull(how, "how is null");
  }

  /** A file of which nothing was read. */
  public static FileProgress none(String file, String how) {
    return new FileProgress(file, how, 0, 0, 0, 0, false);
  }

  byte[] toJson() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("progress cannot be written: " + this, e);
    }
  }

  static FileProgress fromJson(byte[] json) {
    try {
      return JSON.readValue(json, FileProgress.class);
    } catch (IOException e) {
      throw new UncheckedIOException("a record of progress cannot be read", e);
    }
  }

  /**
   * A file as an ingest knows it again: by its content, and by what its rows are read as.
   *
   * @param source name of the source
   * @param fingerprint SHA-256 of the content, in hex
   */
  public record FileKey(String source, String fingerprint) {
    public FileKey {
      requireNonNull(source, "source is null");
      requireNonNull(fingerprint, "fingerprint is null");
    }

    /** Returns the source of a key that is written as text. */
    static String source(String key) {
      return key.substring(0, key.lastIndexOf('/'));
    }

    /** The key as text. */
    @Override
    public String toString() {
      return source + "/" + fingerprint;
    }
  }
}
