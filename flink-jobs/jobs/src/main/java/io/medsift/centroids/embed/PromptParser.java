package io.medsift.centroids.embed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.medsift.embedding.store.PromptId;
import java.io.IOException;
import java.io.Serializable;
import java.util.Locale;

/** Takes the prompt out of a row. */
final class PromptParser implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String field;
  private final int parts;

  PromptParser(String field, int parts) {
    this.field = field;
    this.parts = parts;
  }

  /**
   * The prompt of a row and its part, or null where the row has none.
   *
   * @param where for messages
   * @throws IOException when the row is not a JSON object, or its prompt is not a text
   */
  PromptRow parse(String row, String where) throws IOException {
    return of(object(row, where), where);
  }

  /** The same of a row that is parsed. */
  PromptRow of(JsonNode row, String where) throws IOException {
    JsonNode prompt = row.get(field);
    if (prompt == null || prompt.isNull()) {
      return null;
    }
    if (!prompt.isTextual()) {
      throw new IOException(
          "%s has the field \"%s\" of type %s, needed a text: name the field of the prompt with --field"
              .formatted(where, field, prompt.getNodeType().name().toLowerCase(Locale.ROOT)));
    }
    String text = prompt.textValue();
    return text.isBlank() ? null : new PromptRow(PromptId.of(text).part(parts), text);
  }

  private static JsonNode object(String row, String where) throws IOException {
    JsonNode node;
    try {
      node = JSON.readTree(row);
    } catch (JsonProcessingException e) {
      // Not as the cause: what is shown of a failed job is its first cause.
      IOException named = new IOException(where + " is not JSON: " + e.getOriginalMessage());
      named.addSuppressed(e);
      throw named;
    }
    if (!node.isObject()) {
      throw new IOException(where + " is not a JSON object: each line must be one");
    }
    return node;
  }
}
