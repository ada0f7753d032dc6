package io.medsift.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** Reads the source that a record names, without parsing the rest. Thread-safe. */
public final class SampleSource {
  private static final String FIELD = "source";
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();

  private SampleSource() {}

  /**
   * Returns the text of the field; empty if there is none, or if the bytes before it are not JSON.
   */
  public static Optional<String> of(byte[] record) {
    if (record == null) {
      return Optional.empty();
    }
    try (JsonParser json = JSON.createParser(record)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = json.currentName().equals(FIELD);
        JsonToken value = json.nextToken();
        if (found) {
          return value == JsonToken.VALUE_STRING ? Optional.of(json.getText()) : Optional.empty();
        }
        json.skipChildren();
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
