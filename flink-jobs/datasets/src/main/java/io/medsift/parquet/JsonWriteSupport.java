package io.medsift.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** Hands the fields of a JSON object to Parquet's writer, as its schema says. */
final class JsonWriteSupport extends WriteSupport<ObjectNode> {
  private final MessageType schema;
  private final Map<String, String> properties;
  private RecordConsumer consumer;

  JsonWriteSupport(MessageType schema, Map<String, String> properties) {
    this.schema = schema;
    this.properties = properties;
  }

  @Override
  @Deprecated
  public WriteContext init(Configuration configuration) {
    throw new UnsupportedOperationException("Hadoop is not there");
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return new WriteContext(schema, properties);
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    this.consumer = recordConsumer;
  }

  @Override
  public void write(ObjectNode row) {
    consumer.startMessage();
    writeFields(row, schema);
    consumer.endMessage();
  }

  private void writeFields(JsonNode value, GroupType group) {
    for (int i = 0; i < group.getFieldCount(); i++) {
      writeField(value.get(group.getFieldName(i)), group.getType(i), i);
    }
  }

  private void writeField(JsonNode value, Type type, int index) {
    if (value != null && !value.isNull()) {
      consumer.startField(type.getName(), index);
      writeValue(value, type);
      consumer.endField(type.getName(), index);
    }
  }

  private void writeValue(JsonNode value, Type type) {
    if (type.isPrimitive()) {
      writePrimitive(value, type.asPrimitiveType());
      return;
    }
    consumer.startGroup();
    if (RowFit.isList(type)) {
      writeElements(value, type.asGroupType().getType(0).asGroupType());
    } else {
      writeFields(value, type.asGroupType());
    }
    consumer.endGroup();
  }

  private void writeElements(JsonNode array, GroupType repeated) {
    if (array.isEmpty()) {
      return;
    }
    consumer.startField(repeated.getName(), 0);
    for (JsonNode item : array) {
      consumer.startGroup();
      writeField(item, repeated.getType(0), 0);
      consumer.endGroup();
    }
    consumer.endField(repeated.getName(), 0);
  }

  private void writePrimitive(JsonNode value, PrimitiveType type) {
    switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> consumer.addBoolean(value.booleanValue());
      case INT32 -> consumer.addInteger(value.intValue());
      case INT64 -> consumer.addLong(value.longValue());
      case FLOAT -> consumer.addFloat(value.floatValue());
      case DOUBLE -> consumer.addDouble(value.doubleValue());
      case BINARY -> consumer.addBinary(Binary.fromString(value.textValue()));
      case FIXED_LEN_BYTE_ARRAY, INT96 ->
          throw new IllegalStateException("checked before: " + type);
    }
  }
}
