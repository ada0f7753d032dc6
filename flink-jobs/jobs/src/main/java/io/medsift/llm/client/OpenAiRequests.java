package io.medsift.llm.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.JsonValue;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.Map;
import java.util.Optional;

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
    sampling(parameters, settings, request.sampling(), withMaxTokens);
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
      Sampling sampling,
      boolean withMaxTokens) {
    int maxTokens = sampling.maxTokens() == null ? settings.maxTokens() : sampling.maxTokens();
    if (withMaxTokens) {
      parameters.maxTokens(maxTokens);
    } else {
      parameters.maxCompletionTokens(maxTokens);
    }
    first(sampling.temperature(), settings.temperature()).ifPresent(parameters::temperature);
    first(sampling.seed(), settings.seed()).ifPresent(parameters::seed);
    first(sampling.topP(), null).ifPresent(parameters::topP);
    if (sampling.count() != null) {
      parameters.n(sampling.count());
    }
  }

  private static <T> Optional<T> first(T own, T usual) {
    return Optional.ofNullable(own).or(() -> Optional.ofNullable(usual));
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
