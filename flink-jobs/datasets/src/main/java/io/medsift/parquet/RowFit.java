package io.medsift.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/**
 * Whether a row fits a schema. Asked before a row is written: one that fails half-way would leave
 * columns of unequal length.
 */
final class RowFit {
  private RowFit() {}

  /**
   * Checks a whole row.
   *
   * @throws IllegalArgumentException naming the first column that does not fit
   */
  static void check(ObjectNode row, MessageType schema) {
    checkFields(row, schema, "");
  }

  // length.
  private static void check(JsonNode value, Type type, String path) {
    if (type.isPrimitive()) {
      require(fits(value, type.asPrimitiveType()), path, value, type);
    } else if (isList(type)) {
      require(value.isArray(), path, value, type);
      Type element = element(type);
      for (JsonNode item : value) {
        checkField(item, element, path + "[]");
      }
    } else {
      require(value.isObject(), path, value, type);
      checkFields(value, type.asGroupType(), path);
    }
  }

  private static void checkFields(JsonNode value, GroupType group, String path) {
    String prefix = path.isEmpty() ? "" : path + ".";
    for (Iterator<String> names = value.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!group.containsField(name)) {
        throw new IllegalArgumentException("column " + prefix + name + " is not in the schema");
      }
    }
    for (Type field : group.getFields()) {
      checkField(value.get(field.getName()), field, prefix + field.getName());
    }
  }

  private static void checkField(JsonNode value, Type type, String path) {
    if (value != null && !value.isNull()) {
      check(value, type, path);
    } else if (type.isRepetition(Type.Repetition.REQUIRED)) {
      throw new IllegalArgumentException("column " + path + " is required and null");
    }
  }

  private static void require(boolean condition, String path, JsonNode value, Type type) {
    if (!condition) {
      throw new IllegalArgumentException(
          "column %s holds a JSON %s, the schema says: %s"
              .formatted(path, value.getNodeType(), type.toString().replaceAll("\\s+", " ")));
    }
  }

  private static boolean fits(JsonNode value, PrimitiveType type) {
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> value.isBoolean();
      case INT32 -> value.canConvertToInt() && value.isIntegralNumber();
      case INT64 -> value.canConvertToLong() && value.isIntegralNumber();
      case FLOAT, DOUBLE -> value.isNumber();
      case BINARY -> value.isTextual();
      case FIXED_LEN_BYTE_ARRAY, INT96 -> false;
    };
  }

  static boolean isList(Type type) {
    return type.getLogicalTypeAnnotation()
        instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation;
  }

  private static Type element(Type list) {
    return list.asGroupType().getType(0).asGroupType().getType(0);
  }
}
