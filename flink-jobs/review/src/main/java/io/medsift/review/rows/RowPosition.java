package io.medsift.review.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.medsift.json.JsonProblem;
import io.medsift.verdict.Position;
import java.io.IOException;
import java.util.Locale;

/**
 * Reads where a row's sample was in the log, without building the row: {@code verdict.position} of
 * a verdict, {@code position} of a dead letter.
 */
public final class RowPosition {
  // A row is bounded where its sample was read; the default bounds are below what a recipe allows.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(2_000)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          // Pieces of what is not a row may be somebody's secret.
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private RowPosition() {}

  /**
   * The position in {@code row}, which is not read beyond it.
   *
   * @throws IOException if it has none; the message is a clause whose subject is the row
   */
  public static Position read(byte[] row) throws IOException {
    return read(row, false);
  }

  /**
   * The position in {@code row}, which must be one whole JSON object.
   *
   * @throws IOException if it is none, or has no position; the message is a clause whose subject is
   *     the row
   */
  public static Position readWhole(byte[] row) throws IOException {
    return read(row, true);
  }

  private static Position read(byte[] row, boolean whole) throws IOException {
    if (row.length == 0) {
      throw new IOException("it is empty");
    }
    try (JsonParser json = JSON.createParser(row)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("it is not a JSON object");
      }
      Position position = inObject(json);
      if (position == null) {
        throw new IOException("it has no position of a sample");
      }
      if (whole) {
        requireEnd(json);
      }
      return position;
    } catch (JsonProcessingException e) {
      long at = e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
      throw new IOException(
          String.format(
              Locale.ROOT, "it is not valid JSON from byte %,d on: %s", at + 1, JsonProblem.of(e)),
          e);
    }
  }

  private static void requireEnd(JsonParser json) throws IOException {
    while (json.currentToken() != JsonToken.END_OBJECT || !json.getParsingContext().inRoot()) {
      json.nextToken();
    }
    if (json.nextToken() != null) {
      throw new IOException("it has data after its end");
    }
  }

  private static Position inObject(JsonParser json) throws IOException {
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      JsonToken value = json.nextToken();
      if (value == JsonToken.START_OBJECT && field.equals("verdict")) {
        return inObject(json);
      } else if (value == JsonToken.START_OBJECT && field.equals("position")) {
        return position(json);
      }
      json.skipChildren();
    }
    return null;
  }

  private static Position position(JsonParser json) throws IOException {
    String topic = null;
    int partition = -1;
    long offset = -1;
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_STRING && field.equals("topic")) {
        topic = json.getText();
      } else if (value == JsonToken.VALUE_NUMBER_INT && field.equals("partition")) {
        partition = json.getIntValue();
      } else if (value == JsonToken.VALUE_NUMBER_INT && field.equals("offset")) {
        offset = json.getLongValue();
      } else {
        json.skipChildren();
      }
    }
    return topic == null || partition < 0 || offset < 0
        ? null
        : new Position(topic, partition, offset);
  }
}
