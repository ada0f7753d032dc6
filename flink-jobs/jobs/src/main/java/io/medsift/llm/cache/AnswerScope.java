package io.medsift.llm.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;

/**
 * The part of a cache key that the answers of one model in one role have in common.
 *
 * @param role of the model, {@code judge} for example
 * @param promptVersion version of the prompt template
 * @param model name of the model at its endpoint
 */
public record AnswerScope(String role, String promptVersion, String model) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public AnswerScope {
    requireNonNull(role, "role is null");
    requireNonNull(promptVersion, "promptVersion is null");
    requireNonNull(model, "model is null");
  }

  /** Returns the key of a record in the topic: a JSON array, so that names may hold any letter. */
  byte[] key(String request, int attempt) {
    return array().add(request).add(attempt).toString().getBytes(UTF_8);
  }

  /** Returns the common prefix of all keys of this scope. */
  byte[] prefix() {
    String text = array().toString();
    return (text.substring(0, text.length() - 1) + ",").getBytes(UTF_8);
  }

  private ArrayNode array() {
    return JSON.createArrayNode().add(role).add(promptVersion).add(model);
  }
}
