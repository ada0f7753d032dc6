package io.medsift.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Set;

/**
 * One object that holds the rows as an array, with words about them before and after: {@code
 * {"version": 1, "data": [{…}, {…}]}}.
 */
final class WrappedArray {
  private static final Set<String> NAMES =
      Set.of(
          "data",
          "rows",
          "examples",
          "instances",
          "items",
          "records",
          "samples",
          "questions",
          "train",
          "test",
          "validation",
          "dev",
          "results",
          "entries",
          "dataset");

  // An object with one of these is a row, whatever else it holds.
  private static final Set<String> NAMES_OF_A_ROW =
      Set.of(
          "id",
          "prompt",
          "question",
          "problem",
          "query",
          "instruction",
          "input",
          "messages",
          "conversations",
          "conversation",
          "response",
          "output",
          "completion");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final String text;
  private int position;

  private WrappedArray(String text) {
    this.text = text;
  }

  /** Bytes before the array, where text begins with such an object; else -1. */
  static int start(byte[] head) {
    return new WrappedArray(new String(head, ISO_8859_1)).start();
  }

  private int start() {
    if (next() != '{') {
      return -1;
    }
    do {
      position++;
      if (next() != '"') {
        return -1;
      }
      String name = string();
      if (NAMES_OF_A_ROW.contains(name) || next() != ':') {
        return -1;
      }
      position++;
      if (next() == '[' && NAMES.contains(name)) {
        int start = position++;
        return next() == '{' ? start : -1;
      }
      passValue();
    } while (next() == ',');
    return -1;
  }

  /** The next character that is no space; 0 at the end. */
  private char next() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    return position < text.length() ? text.charAt(position) : 0;
  }

  /** The text in quotes that begins here, passed. */
  private String string() {
    int start = ++position;
    while (position < text.length() && text.charAt(position) != '"') {
      position += text.charAt(position) == '\\' ? 2 : 1;
    }
    String string =
        text.substring(Math.min(start, text.length()), Math.min(position, text.length()));
    position++;
    return string;
  }

  private void passValue() {
    int depth = 0;
    while (position < text.length()) {
      char here = text.charAt(position);
      if (here == '"') {
        string();
        continue;
      }
      if (depth == 0 && (here == ',' || here == '}')) {
        return;
      }
      depth += here == '{' || here == '[' ? 1 : here == '}' || here == ']' ? -1 : 0;
      position++;
    }
  }

  /** Returns true if what follows the array ends the object, and holds no other rows. */
  static boolean isTail(byte[] bytes, int start, int end) {
    try {
      JsonNode rest = JSON.readTree("{\"_\":0" + new String(bytes, start, end - start, UTF_8));
      return rest.properties().stream()
          .noneMatch(field -> field.getValue().isArray() && field.getValue().path(0).isObject());
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
