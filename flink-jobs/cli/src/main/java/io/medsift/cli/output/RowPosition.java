package io.medsift.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.medsift.verdict.Position;
import java.io.IOException;

/**
 * Reads where a row's sample stood in the log, without building the row: {@code verdict.position}
 * of a verdict, {@code position} of a dead letter.
 */
public final class RowPosition {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private RowPosition() {}

  /**
   * The position in {@code row}.
   *
   * @throws IOException if it has none
   */
  public static Position read(byte[] row) throws IOException {
    try (JsonParser json = JSON.createParser(row)) {
      Position position = json.nextToken() == JsonToken.START_OBJECT ? inObject(json) : null;
      if (position == null) {
        throw new IOException("a row of the output has no position");
      }
      return position;
    }
  }

  private static Position inObject(JsonParser json) throws IOException {
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      json.nextToken();
      switch (field) {
        case "verdict" -> {
          return inObject(json);
        }
        case "position" -> {
          return position(json);
        }
        default -> json.skipChildren();
      }
    }
    return null;
  }

  private static Position position(JsonParser json) throws IOException {
    String topic = null;
    int partition = -1;
    long offset = -1;
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      json.nextToken();
      switch (field) {
        case "topic" -> topic = json.getText();
        case "partition" -> partition = json.getIntValue();
        case "offset" -> offset = json.getLongValue();
        default -> json.skipChildren();
      }
    }
    return topic == null ? null : new Position(topic, partition, offset);
  }
}
