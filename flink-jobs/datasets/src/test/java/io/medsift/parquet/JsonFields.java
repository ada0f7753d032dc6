package io.medsift.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** The fields of JSON objects that fit a schema. Columns that an object lacks are null. */
public record JsonFields(MessageType schema) implements ParquetRowWriter.Fields<ObjectNode> {

  @Override
  public void write(ObjectNode row, RecordConsumer out) {
    writeFields(row, schema, out);
  }

  private static void writeFields(JsonNode value, GroupType group, RecordConsumer out) {
    for (int i = 0; i < group.getFieldCount(); i++) {
      writeField(value.get(group.getFieldName(i)), group.getType(i), i, out);
    }
  }

  private static void writeField(JsonNode value, Type type, int index, RecordConsumer out) {
    if (value != null && !value.isNull()) {
      out.startField(type.getName(), index);
      writeValue(value, type, out);
      out.endField(type.getName(), index);
    }
  }

  private static void writeValue(JsonNode value, Type type, RecordConsumer out) {
    if (type.isPrimitive()) {
      writePrimitive(value, type.asPrimitiveType(), out);
      return;
    }
    out.startGroup();
    if (type.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation) {
      writeElements(value, type.asGroupType().getType(0).asGroupType(), out);
    } else {
      writeFields(value, type.asGroupType(), out);
    }
    out.endGroup();
  }

  private static void writeElements(JsonNode array, GroupType repeated, RecordConsumer out) {
    if (array.isEmpty()) {
      return;
    }
    out.startField(repeated.getName(), 0);
    for (JsonNode item : array) {
      out.startGroup();
      writeField(item, repeated.getType(0), 0, out);
      out.endGroup();
    }
    out.endField(repeated.getName(), 0);
  }

  private static void writePrimitive(JsonNode value, PrimitiveType type, RecordConsumer out) {
    switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> out.addBoolean(value.booleanValue());
      case INT32 -> out.addInteger(value.intValue());
      case INT64 -> out.addLong(value.longValue());
      case FLOAT -> out.addFloat(value.floatValue());
      case DOUBLE -> out.addDouble(value.doubleValue());
      case BINARY -> out.addBinary(Binary.fromString(value.textValue()));
      case FIXED_LEN_BYTE_ARRAY, INT96 ->
          throw new IllegalArgumentException("no JSON value fits " + type);
    }
  }
}
