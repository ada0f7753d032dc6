package io.medsift.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;

/**
 * Makes an array of a list: in three levels as the format has it, or in the two levels of older
 * writers, told apart by the format's own rules.
 */
final class ListConverter extends GroupConverter {
  private final Converter repeated;
  private final RowBudget budget;
  private final RowBudget.Place place;
  private ArrayNode current;

  ListConverter(GroupType list, RowBudget budget, RowBudget.Place place) {
    this.budget = budget;
    this.place = place;
    Type inner = list.getType(0);
    this.repeated =
        isElement(inner, list.getName())
            ? Converters.of(inner, budget, value -> current.add(value))
            : new ElementConverter(inner.asGroupType().getType(0));
  }

  private static boolean isElement(Type repeated, String listName) {
    return repeated.isPrimitive()
        || repeated.asGroupType().getFieldCount() != 1
        || repeated.getName().equals("array")
        || repeated.getName().equals(listName + "_tuple");
  }

  @Override
  public Converter getConverter(int field) {
    return repeated;
  }

  @Override
  public void start() {
    current = new ArrayNode(JsonNodeFactory.instance);
  }

  @Override
  public void end() {
    if (budget.take(0)) {
      place.put(current);
    }
  }

  private final class ElementConverter extends GroupConverter {
    private final Converter element;
    private JsonNode value;

    ElementConverter(Type type) {
      element = Converters.of(type, budget, found -> value = found);
    }

    @Override
    public Converter getConverter(int field) {
      return element;
    }

    @Override
    public void start() {
      value = NullNode.instance;
    }

    @Override
    public void end() {
      if (budget.take(0)) {
        current.add(value);
      }
    }
  }
}
