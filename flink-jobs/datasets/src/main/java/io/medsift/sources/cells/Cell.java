package io.medsift.sources.cells;

import static java.lang.String.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.medsift.codec.Text;
import io.medsift.sources.UnmappableRowException;

/** One value of a row. A column that is absent, null or blank says nothing. */
public final class Cell {
  private static final int SHOWN = 60;

  private Cell() {}

  /** Whether there is no value. */
  public static boolean isAbsent(JsonNode value) {
    return value == null || value.isNull() || value.isMissingNode();
  }

  /** The value, or a missing node where there is none. */
  public static JsonNode present(JsonNode value) {
    return isAbsent(value) ? MissingNode.getInstance() : value;
  }

  /**
   * The text of a value; null where there is none or only white space. Numbers and booleans count
   * as text.
   */
  public static String text(String column, JsonNode value) throws UnmappableRowException {
    if (isAbsent(value)) {
      return null;
    }
    if (!value.isValueNode()) {
      throw wrong(column, value, "must be text");
    }
    String text = value.asText();
    return Text.isBlank(text) ? null : text;
  }

  /** The text of a value that may also be a list of its characters, as PubMedQA has it. */
  public static String textOrCharacters(String column, JsonNode value)
      throws UnmappableRowException {
    return isAbsent(value) || !isCharacters(value) ? text(column, value) : joined(value);
  }

  /** The text of a value that must have some. */
  public static String required(String column, JsonNode value) throws UnmappableRowException {
    String text = text(column, value);
    if (text == null) {
      throw new UnmappableRowException(
          format("column '%s' is %s", column, isAbsent(value) ? "missing" : "blank"));
    }
    return text;
  }

  /** A whole number. */
  public static int integer(String column, JsonNode value) throws UnmappableRowException {
    String text = required(column, value).strip();
    try {
      return Integer.parseInt(text.endsWith(".0") ? text.substring(0, text.length() - 2) : text);
    } catch (NumberFormatException e) {
      throw wrong(column, value, "must be a whole number");
    }
  }

  /** Whether a value is a list of two or more strings of one character each. */
  public static boolean isCharacters(JsonNode value) {
    if (!value.isArray() || value.size() < 2) {
      return false;
    }
    for (JsonNode character : value) {
      String text = character.isTextual() ? character.textValue() : "";
      if (text.isEmpty() || text.codePointCount(0, text.length()) != 1) {
        return false;
      }
    }
    return true;
  }

  /** An error about a column and its value. */
  public static UnmappableRowException wrong(String column, JsonNode value, String expected) {
    return new UnmappableRowException(
        format("column '%s' %s, got %s", column, expected, shown(value)));
  }

  private static String shown(JsonNode value) {
    String text = isAbsent(value) ? "nothing" : value.toString();
    int end = Math.min(text.length(), SHOWN);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return end < text.length() ? text.substring(0, end) + "…" : text;
  }

  private static String joined(JsonNode characters) {
    StringBuilder text = new StringBuilder();
    for (JsonNode character : characters) {
      text.append(character.textValue());
    }
    return text.toString();
  }
}
