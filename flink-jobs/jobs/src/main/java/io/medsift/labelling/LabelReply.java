package io.medsift.labelling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.llm.client.ChatRequest;
import io.medsift.reasoning.ThinkSplit;
import io.medsift.text.Decoration;
import java.util.List;
import java.util.Optional;

/**
 * Parser of replies that name a label: {@code {"label": "Law"}}, alone or in a code fence, or the
 * label alone. Case and surrounding white space do not matter; anything else is not a label.
 */
final class LabelReply {

  private static final String FIELD = "label";
  private static final String FENCE = "```";
  private static final String LANGUAGE = "json";
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private LabelReply() {}

  static ChatRequest.Schema schema(LabelSet labels) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode label = schema.putObject("properties").putObject(FIELD).put("type", "string");
    labels.names().forEach(label.putArray("enum")::add);
    schema.putArray("required").add(FIELD);
    schema.put("additionalProperties", false);
    return new ChatRequest.Schema("classification", schema);
  }

  /** Returns the label that a reply names. */
  static Optional<String> read(String reply, List<String> labels) {
    String text = unfenced(ThinkSplit.of(reply).answer());
    return known(text.startsWith("{") ? field(text) : Decoration.strip(text), labels);
  }

  private static String field(String json) {
    try {
      JsonNode label = STRICT.readTree(json).path(FIELD);
      return label.isTextual() ? label.asText().strip() : "";
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  private static String unfenced(String text) {
    if (text.length() < 2 * FENCE.length() || !text.startsWith(FENCE) || !text.endsWith(FENCE)) {
      return text;
    }
    String inner = text.substring(FENCE.length(), text.length() - FENCE.length());
    return (inner.startsWith(LANGUAGE) ? inner.substring(LANGUAGE.length()) : inner).strip();
  }

  private static Optional<String> known(String said, List<String> labels) {
    return labels.stream().filter(said::equalsIgnoreCase).findFirst();
  }
}
