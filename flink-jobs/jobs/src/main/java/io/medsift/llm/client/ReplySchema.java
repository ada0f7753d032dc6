package io.medsift.llm.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema that a reply is to follow. An endpoint that refuses schemas is asked without, so
 * the messages must say as well what the reply should be.
 *
 * @param name letters, digits, underscores and hyphens
 */
public record ReplySchema(String name, ObjectNode schema) {
  public ReplySchema {
    requireNonNull(name, "name is null");
    requireNonNull(schema, "schema is null");
  }
}
