package io.medsift.llm.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.medsift.recipe.ModelRole;

/**
 * What an answer is kept under. In the topic it is a JSON list of the five, in this order, so that
 * names may hold any letter.
 *
 * @param content hash of all that was asked: messages, form of the reply, sampling
 * @param attempt from 1; above that where earlier replies could not be read
 */
public record AnswerKey(
    ModelRole role, String promptVersion, String model, String content, int attempt) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public AnswerKey {
    requireNonNull(role, "role is null");
    requireNonNull(promptVersion, "promptVersion is null");
    requireNonNull(model, "model is null");
    requireNonNull(content, "content is null");
  }

  /** The key of the record in the topic. */
  public byte[] bytes() {
    ArrayNode list = JSON.createArrayNode();
    list.add(role.wireName()).add(promptVersion).add(model).add(content).add(attempt);
    return list.toString().getBytes(UTF_8);
  }

  /** How the keys of all answers of a role, prompt and model begin. */
  static byte[] prefix(ModelRole role, String promptVersion, String model) {
    ArrayNode list = JSON.createArrayNode();
    list.add(role.wireName()).add(promptVersion).add(model);
    String text = list.toString();
    return (text.substring(0, text.length() - 1) + ",").getBytes(UTF_8);
  }
}
