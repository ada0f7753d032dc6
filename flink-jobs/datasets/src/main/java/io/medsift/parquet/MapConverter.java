package io.medsift.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;

/**
 * Makes an object of a map. A key that is no text is named by its JSON, the last of equals wins.
 */
final class MapConverter extends GroupConverter {
  private final Entries entries;
  private final RowBudget budget;
  private final RowBudget.Place place;
  private ObjectNode current;

  MapConverter(GroupType map, RowBudget budget, RowBudget.Place place) {
    this.budget = budget;
    this.place = place;
    this.entries = new Entries(map.getType(0).asGroupType());
  }

  @Override
  public Converter getConverter(int field) {
    return entries;
  }

  @Override
  public void start() {
    current = new ObjectNode(JsonNodeFactory.instance);
  }

  @Override
  public void end() {
    if (budget.take(0)) {
      place.put(current);
    }
  }

  private final class Entries extends GroupConverter {
    private final Converter keys;
    private final Converter values;
    private JsonNode key;
    private JsonNode value;

    Entries(GroupType entry) {
      keys = Converters.of(entry.getType(0), budget, found -> key = found);
      values =
          entry.getFieldCount() < 2
              ? null
              : Converters.of(entry.getType(1), budget, found -> value = found);
    }

    @Override
    public Converter getConverter(int field) {
      return field == 0 ? keys : values;
    }

    @Override
    public void start() {
      key = NullNode.instance;
      value = NullNode.instance;
    }

    @Override
    public void end() {
      if (budget.take(0)) {
        current.set(key.isTextual() ? key.textValue() : key.toString(), value);
      }
    }
  }
}
