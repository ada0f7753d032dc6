package io.medsift.recipe;

import static java.lang.String.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One YAML document as a tree that knows its lines. A value's path is {@code tracks.rl.gates[0]};
 * that of the document is empty.
 *
 * @param lines path to the line, from 1, on which the value or its key stands
 */
record YamlSettings(JsonNode root, Map<String, Integer> lines) {
  private static final int DEEPEST = 16;
  private static final YAMLFactory YAML = new YAMLFactory();

  /**
   * Reads exactly one document. Aliases are refused: a setting should say its value where it
   * stands, and what expands can be hostile.
   */
  static YamlSettings parse(String text) throws RecipeException {
    try (YAMLParser yaml = YAML.createParser(text)) {
      return new Reader(yaml).readDocument();
    } catch (JsonProcessingException e) {
      int tab = tabbedLine(text);
      if (tab > 0 && e.getMessage().contains("TAB")) {
        throw new RecipeException(format(Locale.ROOT, "line %d: a tab; indent with spaces", tab));
      }
      String problem = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new RecipeException(
          format(Locale.ROOT, "line %d: this is not YAML: %s", line, problem));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  // The parser names the line before.
  private static int tabbedLine(String text) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).matches(" *\t.*")) {
        return i + 1;
      }
    }
    return 0;
  }

  /** The path of {@code key} inside the group at {@code path}. */
  static String member(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** The path of the entry {@code index} of the list at {@code path}. */
  static String entry(String path, int index) {
    return path + "[" + index + "]";
  }

  private static final class Reader {
    private final YAMLParser yaml;
    private final Map<String, Integer> lines = new HashMap<>();

    Reader(YAMLParser yaml) {
      this.yaml = yaml;
    }

    YamlSettings readDocument() throws IOException, RecipeException {
      if (yaml.nextToken() == null) {
        throw new RecipeException("the file is empty; a recipe has at least a name and tracks");
      }
      JsonNode root = value("", 0);
      if (yaml.nextToken() != null) {
        throw refuse("a second document begins here; a recipe is one document");
      }
      return new YamlSettings(root, lines);
    }

    private JsonNode value(String path, int depth) throws IOException, RecipeException {
      lines.putIfAbsent(path, line());
      if (yaml.isCurrentAlias()) {
        throw refuse(format("aliases (*%s) are not allowed; write the value out", yaml.getText()));
      }
      if (depth > DEEPEST) {
        throw refuse(format(Locale.ROOT, "settings are nested deeper than %d levels", DEEPEST));
      }
      return switch (yaml.currentToken()) {
        case START_OBJECT -> group(path, depth);
        case START_ARRAY -> list(path, depth);
        case VALUE_NUMBER_INT -> number();
        case VALUE_NUMBER_FLOAT -> JsonNodeFactory.instance.numberNode(yaml.getDoubleValue());
        case VALUE_TRUE, VALUE_FALSE ->
            JsonNodeFactory.instance.booleanNode(yaml.getBooleanValue());
        case VALUE_NULL -> JsonNodeFactory.instance.nullNode();
        default -> JsonNodeFactory.instance.textNode(yaml.getText());
      };
    }

    private JsonNode number() throws IOException {
      return switch (yaml.getNumberType()) {
        case INT, LONG -> JsonNodeFactory.instance.numberNode(yaml.getLongValue());
        default -> JsonNodeFactory.instance.numberNode(yaml.getBigIntegerValue());
      };
    }

    private ObjectNode group(String path, int depth) throws IOException, RecipeException {
      ObjectNode group = JsonNodeFactory.instance.objectNode();
      while (yaml.nextToken() == JsonToken.FIELD_NAME) {
        String key = yaml.currentName();
        String at = member(path, key);
        if (group.has(key)) {
          throw refuse(
              format(
                  Locale.ROOT, "the key '%s' is given twice, first in line %d", at, lines.get(at)));
        }
        lines.put(at, line());
        yaml.nextToken();
        group.set(key, value(at, depth + 1));
      }
      return group;
    }

    private ArrayNode list(String path, int depth) throws IOException, RecipeException {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      while (yaml.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(entry(path, list.size()), depth + 1));
      }
      return list;
    }

    private int line() {
      return yaml.currentTokenLocation().getLineNr();
    }

    private RecipeException refuse(String problem) {
      return new RecipeException(format(Locale.ROOT, "line %d: %s", line(), problem));
    }
  }
}
