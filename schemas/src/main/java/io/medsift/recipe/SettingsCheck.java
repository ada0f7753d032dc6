package io.medsift.recipe;

import static java.lang.String.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks settings against a JSON Schema and fills in its defaults. It knows the keywords that
 * {@code recipe.schema.json} uses and no others, references to its {@code $defs} included; what it
 * adds to a validator is messages that name key, line, value and what is allowed. Used once.
 */
final class SettingsCheck {
  private record Problem(int line, String sentence) {}

  private final JsonNode root;
  private final Map<String, Integer> lines;
  private final List<Problem> problems = new ArrayList<>();

  SettingsCheck(JsonNode root, Map<String, Integer> lines) {
    this.root = root;
    this.lines = lines;
  }

  /** Returns the problems in the order of lines; empty where there are none. */
  List<String> problems() {
    return problems.stream()
        .sorted(Comparator.comparingInt(Problem::line))
        .map(problem -> format(Locale.ROOT, "line %d: %s", problem.line(), problem.sentence()))
        .toList();
  }

  /** Notes a problem with the setting at {@code path}. */
  void report(String path, String sentence) {
    problems.add(new Problem(lines.getOrDefault(path, 1), sentence));
  }

  /** Checks the whole; defaults are put into it. */
  void check(JsonNode value) {
    check("", root, value);
  }

  private void check(String path, JsonNode reference, JsonNode value) {
    JsonNode schema = resolved(reference);
    if (!allows(schema, value)) {
      // A key where its name belongs must not be repeated in a message.
      String got = schema.path("writeOnly").asBoolean() ? "" : got(schema, value);
      report(path, format("%s must be %s%s", name(path), allowed(schema), got));
    } else if (value instanceof ObjectNode group) {
      checkGroup(path, variant(schema, group), group);
    } else if (value.isArray()) {
      checkList(path, schema, value);
    }
  }

  private void checkGroup(String path, JsonNode schema, ObjectNode group) {
    for (JsonNode required : schema.path("required")) {
      if (!group.has(required.textValue())) {
        report(path, format("%s lacks the key '%s'", name(path), required.textValue()));
      }
    }
    JsonNode properties = schema.path("properties");
    JsonNode others = schema.path("additionalProperties");
    for (Map.Entry<String, JsonNode> member : group.properties()) {
      String key = member.getKey();
      String at = YamlSettings.member(path, key);
      if (properties.has(key)) {
        check(at, properties.get(key), member.getValue());
      } else if (others.isObject()) {
        checkKey(at, key, schema.path("propertyNames"));
        check(at, others, member.getValue());
      } else if (others.isBoolean()) {
        report(at, unknown(path, key, schema, group));
      }
    }
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      if (!group.has(property.getKey())) {
        fill(group, property.getKey(), resolved(property.getValue()));
      }
    }
  }

  private JsonNode resolved(JsonNode schema) {
    return resolved(root, schema);
  }

  /** The schema that a reference names in {@code root}, or {@code schema} if it is none. */
  static JsonNode resolved(JsonNode root, JsonNode schema) {
    return schema.has("$ref") ? root.at(schema.get("$ref").asText().substring(1)) : schema;
  }

  private void checkKey(String path, String key, JsonNode schema) {
    if (!matches(schema, key)) {
      String allowed = schema.path("description").textValue();
      report(path, format("the key '%s' must be %s", shortened(key), allowed));
    }
  }

  private void fill(ObjectNode group, String key, JsonNode schema) {
    if (schema.has("default")) {
      group.set(key, schema.get("default"));
    } else if (schema.has("properties") && !schema.has("required")) {
      checkGroup("", schema, group.putObject(key));
    }
  }

  private void checkList(String path, JsonNode schema, JsonNode list) {
    Set<JsonNode> seen = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      String at = YamlSettings.entry(path, i);
      check(at, schema.path("items"), list.get(i));
      if (schema.path("uniqueItems").asBoolean() && !seen.add(list.get(i))) {
        report(at, format("%s lists %s twice", name(path), shown(list.get(i))));
      }
    }
  }

  /** The branch of {@code oneOf} with a constant that the group has, else the schema itself. */
  static JsonNode variant(JsonNode schema, ObjectNode group) {
    for (JsonNode branch : schema.path("oneOf")) {
      for (Map.Entry<String, JsonNode> property : branch.path("properties").properties()) {
        JsonNode constant = property.getValue().path("const");
        if (!constant.isMissingNode() && constant.equals(group.get(property.getKey()))) {
          return branch;
        }
      }
    }
    return schema;
  }

  private static boolean allows(JsonNode schema, JsonNode value) {
    if (schema.has("const")) {
      return schema.get("const").equals(value);
    }
    if (schema.has("enum")) {
      return contains(schema.get("enum"), value);
    }
    if (schema.has("anyOf")) {
      return anyAllows(schema.get("anyOf"), value);
    }
    return switch (schema.path("type").asText()) {
      case "object" -> value.isObject() && value.size() >= schema.path("minProperties").asInt();
      case "array" -> value.isArray() && value.size() >= schema.path("minItems").asInt();
      case "boolean" -> value.isBoolean();
      case "string" -> value.isTextual() && matches(schema, value.textValue());
      case "integer" ->
          value.canConvertToExactIntegral() && value.canConvertToLong() && inRange(schema, value);
      case "number" -> value.isNumber() && inRange(schema, value);
      default -> throw new IllegalArgumentException("a schema without a known type: " + schema);
    };
  }

  private static boolean anyAllows(JsonNode schemas, JsonNode value) {
    for (JsonNode schema : schemas) {
      if (allows(schema, value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(JsonNode constants, JsonNode value) {
    for (JsonNode constant : constants) {
      if (constant.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(JsonNode schema, String text) {
    return Pattern.compile(schema.path("pattern").asText()).matcher(text).find();
  }

  private static boolean inRange(JsonNode schema, JsonNode value) {
    double number = value.doubleValue();
    return number >= schema.path("minimum").asDouble(-Double.MAX_VALUE)
        && number <= schema.path("maximum").asDouble(Double.MAX_VALUE)
        && number > schema.path("exclusiveMinimum").asDouble(Double.NEGATIVE_INFINITY);
  }

  /** Returns the allowed values of {@code schema}, to follow "must be". */
  static String allowed(JsonNode schema) {
    if (schema.has("enum")) {
      return "one of " + String.join(", ", texts(schema.get("enum")));
    }
    if (schema.has("anyOf")) {
      List<String> branches = new ArrayList<>();
      schema.get("anyOf").forEach(branch -> branches.add(allowed(branch)));
      return String.join(", or ", branches);
    }
    return switch (schema.path("type").asText()) {
      case "object" ->
          schema.has("minProperties") ? "a group of at least one" : "a group of settings";
      case "array" -> schema.has("minItems") ? "a list of at least one" : "a list";
      case "boolean" -> "true or false";
      case "string" -> schema.path("description").asText("a text");
      case "integer" -> "a whole number" + range(schema);
      default -> "a number" + range(schema);
    };
  }

  private static String range(JsonNode schema) {
    String to = schema.has("maximum") ? " to " + schema.get("maximum").asText() : "";
    if (schema.has("exclusiveMinimum")) {
      return " above " + schema.get("exclusiveMinimum").asText() + " and up" + to;
    }
    return schema.has("minimum") ? " from " + schema.get("minimum").asText() + to : "";
  }

  private static String got(JsonNode schema, JsonNode value) {
    String got = ", got " + shown(value);
    if (schema.has("enum") && value.isTextual()) {
      return NearestName.of(value.textValue(), texts(schema.get("enum")))
          .map(nearest -> got + "; did you mean '" + nearest + "'?")
          .orElse(got);
    }
    return got;
  }

  private static String shown(JsonNode value) {
    if (value.isObject()) {
      return value.isEmpty() ? "an empty group" : "a group of settings";
    }
    if (value.isArray()) {
      return value.isEmpty() ? "an empty list" : "a list";
    }
    if (value.isNull()) {
      return "nothing";
    }
    String text = shortened(value.asText());
    return value.isTextual() ? "'" + text + "'" : text;
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  private static String unknown(String path, String key, JsonNode schema, ObjectNode group) {
    List<String> known = new ArrayList<>();
    String variant = "";
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      known.add(property.getKey());
      if (property.getValue().has("const")) {
        variant = format(" (%s %s)", property.getKey(), group.get(property.getKey()).asText());
      }
    }
    String question =
        NearestName.of(key, known).map(nearest -> "; did you mean '" + nearest + "'?").orElse(".");
    return format(
        "unknown key '%s' in %s%s%s Known: %s",
        shortened(key), name(path), variant, question, String.join(", ", known));
  }

  private static String name(String path) {
    return path.isEmpty() ? "the recipe" : path;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
