package io.medsift.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A sample as a tree, for jobs that make one sample of another: fields that Medsift does not know
 * stay, in their order, and numbers keep their digits. Thread-safe.
 */
public final class SampleDocument {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(2_000)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private SampleDocument() {}

  /**
   * The tree of bytes that {@link SampleParser} has accepted.
   *
   * @throws IllegalArgumentException if they are not an object
   */
  public static ObjectNode read(byte[] json) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      if (tree instanceof ObjectNode object) {
        return object;
      }
      throw new IllegalArgumentException("a sample is a JSON object, these bytes are not");
    } catch (IOException e) {
      throw new UncheckedIOException("a sample that was parsed before is not JSON", e);
    }
  }

  /** The bytes of the tree, on one line. */
  public static byte[] write(ObjectNode sample) {
    try {
      return MAPPER.writeValueAsBytes(sample);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a sample cannot be written", e);
    }
  }
}
