package io.medsift.recipe;

import static java.lang.String.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.medsift.verdict.RecipeStamp;
import java.util.Iterator;
import java.util.Map;

/**
 * A recipe as YAML with every default filled in, and above every setting what it is for and what it
 * may be, as the schema says. Reading it gives the same recipe, with the same hash.
 */
final class RecipeDocument {
  private final StringBuilder out = new StringBuilder();
  private final JsonNode root;

  private RecipeDocument(JsonNode root) {
    this.root = root;
  }

  /**
   * Writes the document.
   *
   * @param settings that passed the check, which filled in the defaults
   */
  static String of(JsonNode schema, ObjectNode settings, RecipeStamp stamp) {
    RecipeDocument document = new RecipeDocument(schema);
    document.out.append(
        format(
            "# The recipe %s with every default filled in. Hash: %s%n",
            stamp.name(), stamp.hash()));
    document.group(schema, settings, 0);
    return document.out.toString();
  }

  private void group(JsonNode schema, ObjectNode group, int depth) {
    JsonNode properties = schema.path("properties");
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      JsonNode value = group.get(property.getKey());
      if (depth == 0) {
        out.append(System.lineSeparator());
      }
      comment(property.getValue(), depth);
      if (value == null) {
        line(depth, "# " + property.getKey() + ": not set");
      } else {
        member(property.getKey(), property.getValue(), value, depth);
      }
    }
    for (Map.Entry<String, JsonNode> member : group.properties()) {
      if (!properties.has(member.getKey())) {
        member(
            scalar(member.getKey()), schema.path("additionalProperties"), member.getValue(), depth);
      }
    }
  }

  private void member(String key, JsonNode reference, JsonNode value, int depth) {
    JsonNode schema = SettingsCheck.resolved(root, reference);
    if (value instanceof ObjectNode group && !group.isEmpty()) {
      line(depth, key + ":");
      group(SettingsCheck.variant(schema, group), group, depth + 1);
    } else if (holdsGroups(value)) {
      line(depth, key + ":");
      for (JsonNode entry : value) {
        entry(SettingsCheck.variant(schema.path("items"), (ObjectNode) entry), entry, depth + 1);
      }
    } else {
      line(depth, key + ": " + flow(value));
    }
  }

  /** A group in a list: its first member is behind the dash, without a comment of its own. */
  private void entry(JsonNode schema, JsonNode group, int depth) {
    int start = out.length();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      JsonNode value = group.get(property.getKey());
      if (out.length() == start) {
        line(depth, "- " + property.getKey() + ": " + flow(value));
      } else {
        comment(property.getValue(), depth + 1);
        if (value == null) {
          line(depth + 1, "# " + property.getKey() + ": not set");
        } else {
          member(property.getKey(), property.getValue(), value, depth + 1);
        }
      }
    }
  }

  private static boolean holdsGroups(JsonNode value) {
    if (!value.isArray() || value.isEmpty()) {
      return false;
    }
    for (JsonNode entry : value) {
      if (!entry.isObject()) {
        return false;
      }
    }
    return true;
  }

  private void comment(JsonNode schema, int depth) {
    if (schema.has("title")) {
      line(depth, "# " + schema.get("title").textValue());
    }
    String allowed = allowed(SettingsCheck.resolved(root, schema));
    if (!allowed.isEmpty()) {
      line(depth, "# " + allowed);
    }
  }

  private static String allowed(JsonNode schema) {
    boolean isGroup = schema.path("type").asText().equals("object");
    if (isGroup || schema.path("items").has("oneOf")) {
      return "";
    }
    JsonNode items = schema.path("items");
    String each = items.has("enum") ? ", each " + SettingsCheck.allowed(items) : "";
    String standard =
        schema.has("default") ? "; default " + flow(schema.get("default")) : "; no default";
    return SettingsCheck.allowed(schema) + each + standard;
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth)).append(text).append(System.lineSeparator());
  }

  private static String flow(JsonNode value) {
    if (value.isArray()) {
      StringBuilder list = new StringBuilder("[");
      for (Iterator<JsonNode> entries = value.elements(); entries.hasNext(); ) {
        list.append(flow(entries.next())).append(entries.hasNext() ? ", " : "");
      }
      return list.append(']').toString();
    }
    if (value.isObject()) {
      return value.toString();
    }
    return value.isTextual() ? scalar(value.textValue()) : value.asText();
  }

  /** A plain scalar where no YAML reader could take it for anything else; else in quotes. */
  private static String scalar(String text) {
    boolean plain =
        text.matches("[A-Za-z][A-Za-z0-9_./-]*")
            && !text.matches("(?i)true|false|yes|no|on|off|null|y|n");
    return plain ? text : TextNode.valueOf(text).toString();
  }
}
