package io.medsift.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.sources.cells.Cell;
import io.medsift.storage.Sha256;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * A name for what a row says: the first 16 hex digits of the SHA-256 over its columns as canonical
 * JSON. That is JSON without white space, names in the order of their UTF-16 units, in UTF-8, where
 * a null column counts as absent and a number is its shortest decimal, so that a row has the same
 * name in each format of a file. At a million rows two different ones share a name with a
 * probability of 3 in 100 million.
 */
final class ColumnHash {
  private static final int HEX_DIGITS = 16;

  private ColumnHash() {}

  static String of(JsonNode columns) {
    return Sha256.of(canonical(columns).getBytes(UTF_8)).substring(0, HEX_DIGITS);
  }

  static String canonical(JsonNode value) {
    StringBuilder json = new StringBuilder();
    write(value, json);
    return json.toString();
  }

  private static void write(JsonNode value, StringBuilder json) {
    if (value.isObject()) {
      writeObject(value, json);
    } else if (value.isArray()) {
      char before = '[';
      for (JsonNode element : value) {
        json.append(before);
        write(element, json);
        before = ',';
      }
      json.append(value.isEmpty() ? "[]" : "]");
    } else if (value.isNumber()) {
      json.append(number(value));
    } else if (value.isBoolean() || value.isNull()) {
      json.append(value.asText());
    } else {
      writeText(value.asText(), json);
    }
  }

  private static void writeObject(JsonNode object, StringBuilder json) {
    Map<String, JsonNode> sorted = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!Cell.isAbsent(field.getValue())) {
        sorted.put(field.getKey(), field.getValue());
      }
    }
    char before = '{';
    for (Map.Entry<String, JsonNode> field : sorted.entrySet()) {
      json.append(before);
      writeText(field.getKey(), json);
      json.append(':');
      write(field.getValue(), json);
      before = ',';
    }
    json.append(sorted.isEmpty() ? "{}" : "}");
  }

  private static void writeText(String text, StringBuilder json) {
    json.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    json.append('"');
  }

  private static String number(JsonNode value) {
    boolean finite = !value.isFloatingPointNumber() || Double.isFinite(value.doubleValue());
    if (!finite && !value.isBigDecimal()) {
      return '"' + value.asText() + '"';
    }
    BigDecimal decimal = value.decimalValue().stripTrailingZeros();
    return decimal.scale() <= 0 && decimal.precision() - decimal.scale() <= 20
        ? decimal.toBigInteger().toString()
        : decimal.toString();
  }
}
