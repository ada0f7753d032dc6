package io.medsift.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.JsonValue;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.Map;

/** A request in the client library's terms. */
final class OpenAiRequests {

  private OpenAiRequests() {}

  static ChatCompletionCreateParams of(
      ChatRequest request, ModelSettings settings, boolean withSchema, boolean withMaxTokens) {
    ChatCompletionCreateParams.Builder parameters =
        ChatCompletionCreateParams.builder().model(settings.model());
    for (ChatMessage message : request.messages()) {
      add(parameters, message);
    }
    sampling(parameters, settings, withMaxTokens);
    if (withSchema) {
      request.schema().ifPresent(schema -> parameters.responseFormat(format(schema)));
    }
    return parameters.build();
  }

  private static void add(ChatCompletionCreateParams.Builder parameters, ChatMessage message) {
    switch (message.role()) {
      case SYSTEM -> parameters.addSystemMessage(message.text());
      case USER -> parameters.addUserMessage(message.text());
      case ASSISTANT -> parameters.addAssistantMessage(message.text());
    }
  }

  /** What OpenAI calls deprecated is what every other server knows. */
  @SuppressWarnings("deprecation")
  private static void sampling(
      ChatCompletionCreateParams.Builder parameters,
      ModelSettings settings,
      boolean withMaxTokens) {
    if (withMaxTokens) {
      parameters.maxTokens(settings.maxTokens());
    } else {
      parameters.maxCompletionTokens(settings.maxTokens());
    }
    if (settings.temperature() != null) {
      parameters.temperature(settings.temperature());
    }
    if (settings.seed() != null) {
      parameters.seed(settings.seed());
    }
  }

  private static ResponseFormatJsonSchema format(ReplySchema schema) {
    ResponseFormatJsonSchema.JsonSchema.Schema.Builder fields =
        ResponseFormatJsonSchema.JsonSchema.Schema.builder();
    for (Map.Entry<String, JsonNode> field : schema.schema().properties()) {
      fields.putAdditionalProperty(field.getKey(), JsonValue.fromJsonNode(field.getValue()));
    }
    return ResponseFormatJsonSchema.builder()
        .jsonSchema(
            ResponseFormatJsonSchema.JsonSchema.builder()
                .name(schema.name())
                .strict(true)
                .schema(fields.build())
                .build())
        .build();
  }
}
