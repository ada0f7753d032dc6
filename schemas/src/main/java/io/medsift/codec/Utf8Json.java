package io.medsift.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.json.JsonWriteFeature;

/**
 * JSON whose texts are written as UTF-8. Jackson's default writes a character beyond the Basic
 * Multilingual Plane, such as an emoji, as two escapes: 12 bytes where the producer sent four. A
 * row that repeats a prompt would then be three times as long as any limit that is computed from
 * what was read.
 */
public final class Utf8Json {
  private Utf8Json() {}

  /** A factory to be built further. Its texts must not hold half a surrogate pair. */
  public static JsonFactoryBuilder factory() {
    return (JsonFactoryBuilder)
        JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8);
  }
}
