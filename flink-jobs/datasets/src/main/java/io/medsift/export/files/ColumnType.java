package io.medsift.export.files;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** The type of a column, under the name that the Hub has for it. */
public enum ColumnType {
  STRING("string") {
    @Override
    Type parquet(String name) {
      return Types.optional(PrimitiveTypeName.BINARY)
          .as(LogicalTypeAnnotation.stringType())
          .named(name);
    }
  },
  INT32("int32") {
    @Override
    Type parquet(String name) {
      return Types.optional(PrimitiveTypeName.INT32).named(name);
    }
  },
  INT64("int64") {
    @Override
    Type parquet(String name) {
      return Types.optional(PrimitiveTypeName.INT64).named(name);
    }
  },
  FLOAT64("float64") {
    @Override
    Type parquet(String name) {
      return Types.optional(PrimitiveTypeName.DOUBLE).named(name);
    }
  },
  /** {@code list<struct<content: string, role: string>>}, in the three-level form. */
  MESSAGES("list") {
    @Override
    Type parquet(String name) {
      return Types.optionalList()
          .element(
              Types.optionalGroup()
                  .addField(STRING.parquet(CONTENT))
                  .addField(STRING.parquet(ROLE))
                  .named(ELEMENT))
          .named(name);
    }

    @Override
    ObjectNode cardFeature(String name) {
      ObjectNode feature = JsonNodeFactory.instance.objectNode().put("name", name);
      ArrayNode fields = feature.putArray("list");
      fields.add(STRING.cardFeature(CONTENT)).add(STRING.cardFeature(ROLE));
      return feature;
    }

    @Override
    void putHubFeature(String name, ObjectNode features) {
      ObjectNode fields = features.putArray(name).addObject();
      STRING.putHubFeature(CONTENT, fields);
      STRING.putHubFeature(ROLE, fields);
    }
  };

  /** Names in {@link #MESSAGES}, as they are nested. */
  public static final String LIST = "list";

  public static final String ELEMENT = "element";
  public static final String CONTENT = "content";
  public static final String ROLE = "role";

  private final String hubName;

  ColumnType(String hubName) {
    this.hubName = hubName;
  }

  /** The column in a Parquet schema; nullable, as columns of the Hub are. */
  abstract Type parquet(String name);

  /** The type for people. */
  public String shown() {
    return this == MESSAGES ? "list of {content, role}" : hubName;
  }

  /** The column under {@code dataset_info.features} of a dataset card. */
  ObjectNode cardFeature(String name) {
    return JsonNodeFactory.instance.objectNode().put("name", name).put("dtype", hubName);
  }

  /** Adds the column to the features in the footer of a Parquet file. */
  void putHubFeature(String name, ObjectNode features) {
    features.putObject(name).put("dtype", hubName).put("_type", "Value");
  }
}
