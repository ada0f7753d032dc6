package io.medsift;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;

/** The JSON Schemas of the wire, in an independent validator. */
public final class WireSchemas {
  private static final String PREFIX = "https://medsift.io/schemas/";
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          VersionFlag.V202012,
          builder -> builder.schemaMappers(to -> to.mapPrefix(PREFIX, "classpath:schemas/")));

  private WireSchemas() {}

  /** The schema of {@code name.schema.json}. */
  public static JsonSchema named(String name) {
    return FACTORY.getSchema(SchemaLocation.of(PREFIX + name + ".schema.json"));
  }
}
