package io.medsift.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Takes the values of a leaf column. A value of a dictionary is made once and shared by rows. */
final class PrimitiveConverterToJson extends PrimitiveConverter {
  private final PrimitiveValues values;
  private final RowBudget budget;
  private final RowBudget.Place place;
  private final boolean binary;
  private Dictionary dictionary;
  private JsonNode[] shared;

  PrimitiveConverterToJson(PrimitiveType type, RowBudget budget, RowBudget.Place place) {
    this.values = new PrimitiveValues(type);
    this.budget = budget;
    this.place = place;
    this.binary = type.getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
  }

  @Override
  public boolean hasDictionarySupport() {
    return binary;
  }

  @Override
  public void setDictionary(Dictionary of) {
    dictionary = of;
    shared = new JsonNode[of.getMaxId() + 1];
  }

  @Override
  public void addValueFromDictionary(int id) {
    JsonNode value = shared[id];
    if (value == null) {
      value = values.of(dictionary.decodeToBinary(id));
      shared[id] = value;
    }
    if (budget.take(value.isTextual() ? value.textValue().length() : 0)) {
      place.put(value);
    }
  }

  @Override
  public void addBinary(Binary value) {
    if (budget.take(value.length())) {
      place.put(values.of(value));
    }
  }

  @Override
  public void addBoolean(boolean value) {
    put(BooleanNode.valueOf(value));
  }

  @Override
  public void addInt(int value) {
    put(values.of(value));
  }

  @Override
  public void addLong(long value) {
    put(values.of(value));
  }

  @Override
  public void addFloat(float value) {
    put(FloatNode.valueOf(value));
  }

  @Override
  public void addDouble(double value) {
    put(DoubleNode.valueOf(value));
  }

  private void put(JsonNode value) {
    if (budget.take(0)) {
      place.put(value);
    }
  }
}
