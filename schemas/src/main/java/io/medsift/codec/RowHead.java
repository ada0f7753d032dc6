package io.medsift.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.medsift.verdict.Position;
import io.medsift.verdict.RecipeStamp;
import java.io.IOException;

/**
 * What it takes to sort and to choose a row of {@code accepted} or {@code rejected}, read without
 * building its texts.
 *
 * @param license null where the sample names none
 * @param timestamp broker timestamp of the sample, milliseconds since the epoch
 */
public record RowHead(
    String track, String license, RecipeStamp recipe, Position position, long timestamp) {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(2_000)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /**
   * The head of {@code row}, read as far as its verdict.
   *
   * @throws IOException if it is not a curated row
   */
  public static RowHead read(byte[] row) throws IOException {
    try (JsonParser json = JSON.createParser(row)) {
      RowHead head = json.nextToken() == JsonToken.START_OBJECT ? new Fields().read(json) : null;
      if (head == null) {
        throw new IOException("a curated row has 'sample' and 'verdict', this one does not");
      }
      return head;
    } catch (JsonProcessingException e) {
      throw new IOException("it is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static final class Fields {
    private String track;
    private String license;
    private String recipe;
    private String hash;
    private String topic;
    private int partition;
    private long offset;
    private long timestamp;
    private boolean decided;

    RowHead read(JsonParser json) throws IOException {
      for (String name = json.nextFieldName();
          name != null && !decided;
          name = json.nextFieldName()) {
        json.nextToken();
        switch (name) {
          case "sample" -> sample(json);
          case "verdict" -> verdict(json);
          default -> json.skipChildren();
        }
      }
      return track == null || topic == null || recipe == null || hash == null
          ? null
          : new RowHead(
              track,
              license,
              new RecipeStamp(recipe, hash),
              new Position(topic, partition, offset),
              timestamp);
    }

    private void sample(JsonParser json) throws IOException {
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        switch (name) {
          case "track" -> track = json.getValueAsString();
          case "license" -> license = json.getValueAsString();
          default -> json.skipChildren();
        }
      }
    }

    private void verdict(JsonParser json) throws IOException {
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        switch (name) {
          case "recipe" -> recipe(json);
          case "position" -> position(json);
          case "timestamp" -> timestamp = json.getLongValue();
          default -> json.skipChildren();
        }
      }
      decided = true;
    }

    private void recipe(JsonParser json) throws IOException {
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        switch (name) {
          case "name" -> recipe = json.getText();
          case "hash" -> hash = json.getText();
          default -> json.skipChildren();
        }
      }
    }

    private void position(JsonParser json) throws IOException {
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        switch (name) {
          case "topic" -> topic = json.getText();
          case "partition" -> partition = json.getIntValue();
          case "offset" -> offset = json.getLongValue();
          default -> json.skipChildren();
        }
      }
    }
  }
}
