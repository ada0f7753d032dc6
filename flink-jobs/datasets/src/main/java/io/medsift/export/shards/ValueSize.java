package io.medsift.export.shards;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;

/** The size of values in memory, about as the library of the Hub counts it. */
final class ValueSize {
  private static final int LENGTH_BYTES = 4;
  private static final int NUMBER_BYTES = 8;

  private ValueSize() {}

  static long of(JsonNode value) {
    if (value.isTextual()) {
      return LENGTH_BYTES + utf8Length(value.textValue());
    }
    if (value.isNumber()) {
      return NUMBER_BYTES;
    }
    long size = value.isArray() ? LENGTH_BYTES : 0;
    for (Iterator<JsonNode> parts = value.elements(); parts.hasNext(); ) {
      size += of(parts.next());
    }
    return size;
  }

  private static long utf8Length(String text) {
    long length = text.length();
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit >= 0x80) {
        length += unit < 0x800 || Character.isSurrogate(unit) ? 1 : 2;
      }
    }
    return length;
  }
}
