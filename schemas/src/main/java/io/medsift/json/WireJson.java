package io.medsift.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import io.medsift.text.Text;
import java.io.IOException;

/** JSON of records on topics. */
public final class WireJson {

  // A row is bounded where its sample was read; the default bounds are below what a recipe allows.
  private static final StreamReadConstraints ANY_ROW =
      StreamReadConstraints.builder()
          .maxNestingDepth(2_000)
          .maxStringLength(Integer.MAX_VALUE)
          .maxNameLength(Integer.MAX_VALUE)
          .build();

  /**
   * Maps records to JSON and back: names in snake case, nulls left out, maps in the order of their
   * keys. Fields that a record does not have are ignored; numbers of trees keep their digits. Half
   * a surrogate pair, which UTF-8 does not have, is written as U+FFFD: no sample brings one, but
   * evidence is cut out of samples, and a row that cannot be written would stop the stream.
   */
  public static final JsonMapper MAPPER =
      JsonMapper.builder(factory().streamReadConstraints(ANY_ROW).build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .addModule(new SimpleModule().addSerializer(String.class, new WellFormedText()))
          .build();

  private WireJson() {}

  /**
   * Returns a factory, to be built further, whose texts are written as UTF-8. Jackson's default
   * writes a character beyond the Basic Multilingual Plane, such as an emoji, as two escapes: 12
   * bytes where the producer sent four. A row that repeats a prompt would then be three times as
   * long as any limit that is computed from what was read. Its texts must not hold half a surrogate
   * pair.
   */
  public static JsonFactoryBuilder factory() {
    return (JsonFactoryBuilder)
        JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8);
  }

  private static final class WellFormedText extends StdScalarSerializer<String> {
    private static final long serialVersionUID = 1;

    WellFormedText() {
      super(String.class);
    }

    @Override
    public void serialize(String text, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(Text.wellFormed(text));
    }
  }
}
