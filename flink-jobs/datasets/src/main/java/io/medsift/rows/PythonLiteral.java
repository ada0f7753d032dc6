package io.medsift.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.medsift.rows.PythonStrings.PythonCharacters;

/**
 * Reads the text that Python's {@code repr} or {@code str} gives of plain data, as columns of some
 * datasets hold it where JSON would be expected: single quotes, {@code None}, {@code True}, tuples.
 *
 * <p>Takes what {@code ast.literal_eval} takes, except for complex numbers and {@code \N{...}}, and
 * {@code nan} and {@code inf} besides, which become null, and arrays of NumPy, {@code ['Na' 'K']}
 * or {@code array([...])}. Dicts become objects (the text of a key that is no string is its name,
 * the last of equal keys wins); lists, tuples and sets become arrays; bytes become text, a
 * character each.
 */
public final class PythonLiteral {
  private static final int MAX_LENGTH = 16 << 20;
  private static final int MAX_DEPTH = 64;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final PythonCharacters text;
  private int depth;

  private PythonLiteral(String text) {
    this.text = new PythonCharacters(text);
  }

  /**
   * The value of a literal of at most 16 Mi characters and 64 levels.
   *
   * @throws MalformedLiteralException if it is none, or more than these
   */
  public static JsonNode parse(String literal) throws MalformedLiteralException {
    if (literal.length() > MAX_LENGTH) {
      throw new MalformedLiteralException(
          "the literal has "
              + literal.length()
              + " characters, at most "
              + MAX_LENGTH
              + " are read",
          MAX_LENGTH);
    }
    PythonLiteral parser = new PythonLiteral(literal);
    JsonNode value = parser.value();
    parser.text.skipSpace();
    if (!parser.text.atEnd()) {
      throw parser.text.malformed("text after the literal");
    }
    return value;
  }

  private JsonNode value() throws MalformedLiteralException {
    text.skipSpace();
    if (depth == MAX_DEPTH) {
      throw text.malformed("more than " + MAX_DEPTH + " levels");
    }
    depth++;
    JsonNode value = anyValue();
    depth--;
    return value;
  }

  private JsonNode anyValue() throws MalformedLiteralException {
    char next = text.peek();
    return switch (next) {
      case '{' -> braces();
      case '[' -> items('[', ']');
      case '(' -> parentheses();
      case '\'', '"' -> strings();
      case '-', '+', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
          PythonNumber.read(text);
      default -> word();
    };
  }

  private JsonNode word() throws MalformedLiteralException {
    if (PythonStrings.startsHere(text)) {
      return strings();
    }
    int start = text.position();
    String name = text.takeName();
    return switch (name) {
      case "None", "nan", "inf", "NaN", "NaT" -> NullNode.instance;
      case "True" -> BooleanNode.TRUE;
      case "False" -> BooleanNode.FALSE;
      case "set" -> emptySet();
      case "array" -> numpyArray();
      case "" -> throw text.malformed(text.atEnd() ? "a value is missing" : "no value starts");
      default -> throw new MalformedLiteralException("'" + name + "' is not a literal", start);
    };
  }

  private JsonNode emptySet() throws MalformedLiteralException {
    text.skipSpace();
    text.expect('(');
    text.skipSpace();
    text.expect(')');
    return NODES.arrayNode();
  }

  /** {@code array(['Na', 'K'], dtype=object)}, as it stands inside of a dict. */
  private JsonNode numpyArray() throws MalformedLiteralException {
    text.skipSpace();
    text.expect('(');
    JsonNode items = value();
    text.skipSpace();
    if (text.takeIf(',')) {
      text.skipSpace();
      text.takeName();
      text.expect('=');
      text.takeName();
      text.skipSpace();
    }
    text.expect(')');
    return items;
  }

  // Python joins strings that follow each other, but no repr writes such: in a list they are those
  // of a NumPy array, ['Na' 'K'].
  private JsonNode item() throws MalformedLiteralException {
    text.skipSpace();
    if (!PythonStrings.startsHere(text)) {
      return value();
    }
    StringBuilder string = new StringBuilder();
    PythonStrings.read(text, string);
    text.skipSpace();
    return TextNode.valueOf(string.toString());
  }

  private JsonNode strings() throws MalformedLiteralException {
    StringBuilder all = new StringBuilder();
    do {
      PythonStrings.read(text, all);
      text.skipSpace();
    } while (PythonStrings.startsHere(text));
    return TextNode.valueOf(all.toString());
  }

  private JsonNode parentheses() throws MalformedLiteralException {
    text.expect('(');
    text.skipSpace();
    if (text.takeIf(')')) {
      return NODES.arrayNode();
    }
    JsonNode first = value();
    text.skipSpace();
    if (text.takeIf(')')) {
      return first;
    }
    ArrayNode tuple = NODES.arrayNode();
    tuple.add(first);
    return rest(tuple, ')');
  }

  private JsonNode items(char open, char close) throws MalformedLiteralException {
    text.expect(open);
    text.skipSpace();
    ArrayNode items = NODES.arrayNode();
    if (text.takeIf(close)) {
      return items;
    }
    items.add(item());
    while (PythonStrings.startsHere(text) || another(close)) {
      items.add(item());
    }
    return items;
  }

  private JsonNode rest(ArrayNode items, char close) throws MalformedLiteralException {
    while (another(close)) {
      items.add(value());
    }
    return items;
  }

  /** Returns true if a comma and another item follow; takes the comma or the end. */
  private boolean another(char close) throws MalformedLiteralException {
    text.skipSpace();
    if (text.takeIf(close)) {
      return false;
    }
    if (!text.takeIf(',')) {
      throw text.malformed("expected ',' or '" + close + "'");
    }
    text.skipSpace();
    return !text.takeIf(close);
  }

  private JsonNode braces() throws MalformedLiteralException {
    text.expect('{');
    text.skipSpace();
    if (text.takeIf('}')) {
      return NODES.objectNode();
    }
    JsonNode first = value();
    text.skipSpace();
    if (text.peek() != ':') {
      ArrayNode set = NODES.arrayNode();
      set.add(first);
      return rest(set, '}');
    }
    ObjectNode dict = NODES.objectNode();
    entry(dict, first);
    while (another('}')) {
      JsonNode key = value();
      text.skipSpace();
      entry(dict, key);
    }
    return dict;
  }

  private void entry(ObjectNode dict, JsonNode key) throws MalformedLiteralException {
    text.expect(':');
    dict.set(key.isTextual() ? key.textValue() : key.toString(), value());
  }

  /** A text is not a Python literal. The message says what is wrong and where. */
  public static final class MalformedLiteralException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A literal with this problem at this character, counted from 0. */
    MalformedLiteralException(String problem, int at) {
      super(problem + " at character " + at);
    }
  }
}
