package io.medsift.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.medsift.json.JsonProblem;
import io.medsift.json.WireJson;
import java.io.IOException;
import java.util.Locale;

/**
 * Writes and reads records of a topic whose form has a version, in the field {@code version}.
 * Thread-safe.
 *
 * @param <T> the type of a record
 */
final class VersionedRecord<T> {
  private static final String VERSION = "version";

  private final String noun;
  private final int version;
  private final ObjectWriter writer;
  private final ObjectReader reader;

  /**
   * A codec of one form.
   *
   * @param noun what a record is, with its article, such as {@code a revision}
   */
  VersionedRecord(Class<T> type, int version, String noun) {
    this.noun = noun;
    this.version = version;
    this.writer = WireJson.MAPPER.writerFor(type);
    this.reader = WireJson.MAPPER.readerFor(type);
  }

  byte[] write(T value) {
    try {
      return writer.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(noun + " cannot be written: " + value, e);
    }
  }

  /**
   * Reads the value of a record.
   *
   * @param value may be null
   * @throws IOException if it is none, or one of a later version; the message is a clause whose
   *     subject is the record
   */
  T read(byte[] value) throws IOException {
    if (value == null) {
      throw new IOException("it has no value");
    }
    try {
      JsonNode tree = WireJson.MAPPER.readTree(value);
      if (!tree.isObject()) {
        throw new IOException("it is not a JSON object");
      }
      JsonNode its = tree.path(VERSION);
      if (!its.isInt()) {
        throw new IOException("it has no version, so it is not " + noun);
      }
      if (its.intValue() != version) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "it has version %d, and this release of Medsift reads version %d",
                its.intValue(),
                version));
      }
      return reader.readValue(tree);
    } catch (ValueInstantiationException e) {
      throw new IOException("it is not " + noun + ": " + e.getCause().getMessage(), e);
    } catch (JsonProcessingException e) {
      throw new IOException("its value cannot be read: " + JsonProblem.of(e), e);
    }
  }
}
