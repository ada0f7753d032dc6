package io.medsift.parquet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;

/** Makes an object of a struct, with a null for each field that has no value. */
final class StructConverter extends GroupConverter {
  private final String[] names;
  private final boolean[] repeated;
  private final Converter[] fields;
  private final RowBudget budget;
  private final RowBudget.Place place;
  private ObjectNode current;

  StructConverter(GroupType type, RowBudget budget, RowBudget.Place place) {
    int count = type.getFieldCount();
    this.names = new String[count];
    this.repeated = new boolean[count];
    this.fields = new Converter[count];
    this.budget = budget;
    this.place = place;
    for (int i = 0; i < count; i++) {
      Type field = type.getType(i);
      String name = field.getName();
      names[i] = name;
      // A repeated field outside of a list is one that older writers left without its annotation.
      repeated[i] = field.isRepetition(Type.Repetition.REPEATED);
      RowBudget.Place inStruct =
          repeated[i]
              ? value -> ((ArrayNode) current.get(name)).add(value)
              : value -> current.set(name, value);
      fields[i] = Converters.of(field, budget, inStruct);
    }
  }

  /** The object that was made last. */
  ObjectNode current() {
    return current;
  }

  @Override
  public Converter getConverter(int field) {
    return fields[field];
  }

  @Override
  public void start() {
    current = new ObjectNode(JsonNodeFactory.instance);
    for (int i = 0; i < names.length; i++) {
      if (repeated[i]) {
        current.putArray(names[i]);
      } else {
        current.putNull(names[i]);
      }
    }
  }

  @Override
  public void end() {
    if (budget.take(0)) {
      place.put(current);
    }
  }
}
