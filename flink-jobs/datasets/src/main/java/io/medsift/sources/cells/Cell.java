package io.medsift.sources.cells;

import static java.lang.String.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.rows.PythonLiteral;
import io.medsift.rows.PythonLiteral.MalformedLiteralException;
import io.medsift.text.Text;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One value of a row. A column that is absent, null or blank says nothing. */
public final class Cell {
  private static final int SHOWN = 60;

  // str(float("nan")), str(pandas.NA)
  private static final Set<String> TEXTS_OF_NONE = Set.of("nan", "<NA>");

  // Also the text of an option: "None", "NULL".
  private static final Set<String> TEXTS_LIKE_NONE = Set.of("None", "none", "null", "NULL", "NaN");

  private Cell() {}

  /**
   * Returns true if there is no value. Python writes a missing one as NaN, or as the text of it.
   */
  public static boolean isAbsent(JsonNode value) {
    return value == null
        || value.isNull()
        || value.isMissingNode()
        || (value.isFloatingPointNumber() && Double.isNaN(value.doubleValue()))
        || (value.isTextual() && TEXTS_OF_NONE.contains(value.textValue()));
  }

  /**
   * The texts below a value that count as none though they may be meant as text; also those inside
   * of JSON or of a Python literal.
   */
  public static Set<String> textsOfNone(JsonNode value) {
    return textsAmong(TEXTS_OF_NONE, value);
  }

  /** The texts below a value that count as text though they may stand for no value. */
  public static Set<String> textsLikeNone(JsonNode value) {
    return textsAmong(TEXTS_LIKE_NONE, value);
  }

  private static Set<String> textsAmong(Set<String> texts, JsonNode value) {
    Set<String> found = new TreeSet<>();
    addTexts(texts, value, found);
    return found;
  }

  private static void addTexts(Set<String> texts, JsonNode value, Set<String> found) {
    if (value.isContainerNode()) {
      value.forEach(inside -> addTexts(texts, inside, found));
    } else if (value.isTextual()) {
      String text = value.textValue();
      if (texts.contains(text)) {
        found.add(text);
      } else if (texts.stream().anyMatch(text::contains)) {
        JsonNode inside = Literal.parse(text);
        if (inside != null) {
          addTexts(texts, inside, found);
        }
      }
    }
  }

  /**
   * The list of objects that an object of lists of the same length stands for, {@code {role: [user,
   * assistant], content: [Why?, Since.]}}; other values as they are.
   */
  static JsonNode ofLists(JsonNode value) {
    if (!value.isObject() || value.isEmpty()) {
      return value;
    }
    int size = value.elements().next().size();
    for (JsonNode column : value) {
      if (!column.isArray() || column.size() != size) {
        return value;
      }
    }
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < size; i++) {
      ObjectNode row = rows.addObject();
      for (Map.Entry<String, JsonNode> column : value.properties()) {
        row.set(column.getKey(), column.getValue().get(i));
      }
    }
    return rows;
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
    String text = written(column, value);
    return Text.isBlank(text) ? null : text;
  }

  /** The text of a value that is there, blank or not. */
  public static String written(String column, JsonNode value) throws UnmappableRowException {
    if (value.isBinary()) {
      throw wrong(column, value, "must be text in UTF-8");
    }
    if (!value.isValueNode()) {
      throw wrong(column, value, "must be text");
    }
    return value.asText();
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

  /** Returns true if a value is a list of two or more strings of one character each. */
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

  /** A list or an object that a column holds as text. */
  public static final class Literal {
    private static final JsonMapper JSON =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Literal() {}

    /** The value of JSON text or of a Python literal; null where the text is neither. */
    public static JsonNode parse(String text) {
      String stripped = text.strip();
      if (stripped.isEmpty() || "{[".indexOf(stripped.charAt(0)) < 0) {
        return null;
      }
      try {
        return JSON.readTree(stripped);
      } catch (JsonProcessingException notJson) {
        // A name that is given twice would silently lose its first value.
        return notJson.getOriginalMessage().startsWith("Duplicate field") ? null : python(stripped);
      }
    }

    private static JsonNode python(String text) {
      try {
        return PythonLiteral.parse(text);
      } catch (MalformedLiteralException neither) {
        return null;
      }
    }
  }
}
