package io.medsift.codec;

import static java.lang.String.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.medsift.text.Text;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * Reads the value that a parser is at as the type that a field must have. What is of another type
 * is refused with the path of the field, the value and what is allowed. JSON null is Java's null.
 */
final class JsonValues {
  private static final BigDecimal LEAST = new BigDecimal(Double.MIN_VALUE);

  private final JsonParser json;

  JsonValues(JsonParser json) {
    this.json = json;
  }

  /** Moves to the value of the next field and returns its name; null at the end of the object. */
  String nextField() throws IOException {
    if (json.nextToken() != JsonToken.FIELD_NAME) {
      return null;
    }
    String name = json.currentName();
    json.nextToken();
    return name;
  }

  boolean isNull() {
    return json.currentToken() == JsonToken.VALUE_NULL;
  }

  String text(String path) throws IOException, MalformedSampleException {
    if (isNull()) {
      return null;
    }
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw wrongType(path, "a string");
    }
    return checked(path, json.getText());
  }

  String textOrInteger(String path) throws IOException, MalformedSampleException {
    return switch (json.currentToken()) {
      case VALUE_NUMBER_INT -> json.getText();
      case VALUE_NUMBER_FLOAT -> {
        if (decimal(path).stripTrailingZeros().scale() > 0) {
          throw wrongType(path, "a string or a whole number");
        }
        yield json.getText();
      }
      case VALUE_STRING, VALUE_NULL -> text(path);
      default -> throw wrongType(path, "a string or a whole number");
    };
  }

  Double score(String path) throws IOException, MalformedSampleException {
    return within(path, "from 1 to 10", BigDecimal.ONE, BigDecimal.TEN);
  }

  /** Returns the cosine of two vectors that the parser is at; null for null. */
  Double cosine(String path) throws IOException, MalformedSampleException {
    return within(path, "from -1 to 1", BigDecimal.ONE.negate(), BigDecimal.ONE);
  }

  /** Returns the least cosine that counts that the parser is at; null for null. */
  Double floor(String path) throws IOException, MalformedSampleException {
    return within(path, "above 0 and up to 1", LEAST, BigDecimal.ONE);
  }

  private Double within(String path, String range, BigDecimal least, BigDecimal most)
      throws IOException, MalformedSampleException {
    if (isNull()) {
      return null;
    }
    if (!json.currentToken().isNumeric()) {
      throw wrongType(path, "a number " + range);
    }
    BigDecimal number = decimal(path);
    if (number.compareTo(least) < 0 || number.compareTo(most) > 0) {
      throw new MalformedSampleException(
          format("field '%s' must be %s, got %s", path, range, Text.quoted(json.getText())));
    }
    return number.doubleValue();
  }

  /** Returns the boolean that the parser is at; null for null. */
  Boolean flag(String path) throws IOException, MalformedSampleException {
    if (isNull()) {
      return null;
    }
    if (!json.currentToken().isBoolean()) {
      throw wrongType(path, "true or false");
    }
    return json.getBooleanValue();
  }

  Double number(String path) throws IOException, MalformedSampleException {
    if (isNull()) {
      return null;
    }
    if (!json.currentToken().isNumeric()) {
      throw wrongType(path, "a number");
    }
    double number = decimal(path).doubleValue();
    if (!Double.isFinite(number)) {
      throw wrongType(path, "a number that fits into 64 bits");
    }
    return number;
  }

  Long count(String path) throws IOException, MalformedSampleException {
    Long count = integer(path);
    if (count != null && count < 0) {
      throw wrongType(path, "a whole number from 0");
    }
    return count;
  }

  Long integer(String path) throws IOException, MalformedSampleException {
    if (isNull()) {
      return null;
    }
    if (!json.currentToken().isNumeric()) {
      throw wrongType(path, "a whole number");
    }
    try {
      return decimal(path).longValueExact();
    } catch (ArithmeticException e) {
      throw wrongType(path, "a whole number of at most 64 bits");
    }
  }

  /**
   * Skips a value that the schema does not name. Readers of the rows must still be able to hold its
   * numbers and to write its text as UTF-8.
   */
  void skip(String path) throws IOException, MalformedSampleException {
    checked(path, path);
    int depth = 0;
    do {
      JsonToken token = json.currentToken();
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
        checked(path, json.getText());
      } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
        decimal(path);
      }
    } while (depth > 0 && json.nextToken() != null);
  }

  private BigDecimal decimal(String path) throws IOException, MalformedSampleException {
    try {
      return json.getDecimalValue();
    } catch (JsonProcessingException | ArithmeticException | NumberFormatException e) {
      throw new MalformedSampleException(
          format(
              "field '%s' has the number %s, whose exponent is too large",
              Text.quoted(path), Text.quoted(json.getText())));
    }
  }

  void expectObject(String path, String wanted) throws IOException, MalformedSampleException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw wrongType(path, wanted);
    }
  }

  void expectList(String path, String wanted) throws IOException, MalformedSampleException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw wrongType(path, wanted);
    }
  }

  MalformedSampleException wrongType(String path, String wanted) throws IOException {
    JsonToken token = json.currentToken();
    String value = token.isScalarValue() ? " (" + Text.quoted(json.getText()) + ")" : "";
    return new MalformedSampleException(
        format("field '%s' must be %s, got %s%s", path, wanted, kind(token), value));
  }

  static String checked(String path, String value) throws MalformedSampleException {
    int lone = Text.firstLoneSurrogate(value);
    if (lone >= 0) {
      throw new MalformedSampleException(
          format(
              Locale.ROOT,
              "field '%s' has half a surrogate pair (\\u%04x) at character %,d; such text cannot be"
                  + " written as UTF-8",
              Text.quoted(path),
              (int) value.charAt(lone),
              lone));
    }
    return value;
  }

  static String required(String path, String value) throws MalformedSampleException {
    if (Text.isBlank(present(path, value))) {
      throw new MalformedSampleException(format("field '%s' is blank", path));
    }
    return value;
  }

  static <T> T present(String path, T value) throws MalformedSampleException {
    if (value == null) {
      throw new MalformedSampleException(format("field '%s' is missing", path));
    }
    return value;
  }

  static String kind(JsonToken token) {
    return switch (token) {
      case START_OBJECT, END_OBJECT -> "an object";
      case START_ARRAY, END_ARRAY -> "a list";
      case VALUE_STRING -> "a string";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> token.isNumeric() ? "a number" : token.name().toLowerCase(Locale.ROOT);
    };
  }
}
