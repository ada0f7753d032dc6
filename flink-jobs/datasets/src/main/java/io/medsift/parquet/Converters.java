package io.medsift.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** The converter of each type. */
final class Converters {
  private Converters() {}

  /** A converter that puts each value of a field of this type to its place. */
  static Converter of(Type type, RowBudget budget, RowBudget.Place place) {
    if (type.isPrimitive()) {
      return new PrimitiveConverterToJson(type.asPrimitiveType(), budget, place);
    }
    GroupType group = type.asGroupType();
    LogicalTypeAnnotation annotation = group.getLogicalTypeAnnotation();
    boolean one =
        group.getFieldCount() == 1 && group.getType(0).isRepetition(Type.Repetition.REPEATED);
    if (annotation instanceof ListLogicalTypeAnnotation && one) {
      return new ListConverter(group, budget, place);
    }
    boolean map =
        annotation instanceof MapLogicalTypeAnnotation
            || annotation instanceof MapKeyValueTypeAnnotation;
    if (map && one && !group.getType(0).isPrimitive()) {
      return new MapConverter(group, budget, place);
    }
    return new StructConverter(group, budget, place);
  }

  /**
   * Makes an array of a list: in three levels as the format has it, or in the two levels of older
   * writers, told apart by the format's own rules.
   */
  static final class ListConverter extends GroupConverter {
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

  /**
   * Makes an object of a map. A key that is no text is named by its JSON, the last of equals wins.
   */
  static final class MapConverter extends GroupConverter {
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

  /** Makes an object of a struct, with a null for each field that has no value. */
  static final class StructConverter extends GroupConverter {
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

  /** Makes a JSON object of each row. */
  static final class RowMaterializer extends RecordMaterializer<ObjectNode> {
    private final RowBudget budget;
    private final StructConverter root;

    RowMaterializer(MessageType schema, RowBudget budget) {
      this.budget = budget;
      this.root = new StructConverter(schema, budget, row -> {});
    }

    /** Returns true if the last row was larger than allowed, so that it lacks values. */
    boolean exceeded() {
      return budget.exceeded();
    }

    @Override
    public ObjectNode getCurrentRecord() {
      return root.current();
    }

    @Override
    public GroupConverter getRootConverter() {
      return root;
    }
  }
}
