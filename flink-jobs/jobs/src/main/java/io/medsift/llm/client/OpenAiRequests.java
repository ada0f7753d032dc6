package io.medsift.llm.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.JsonValue;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.medsift.text.Text;
import java.util.Map;
import java.util.Optional;

/**
 * Requests as types of the client library, in a form that the endpoint accepts. Parameters that it
 * rejected once are left out from then on. Thread-safe.
 */
final class OpenAiRequests {

  private final ModelSettings settings;
  private volatile boolean schemaRejected;
  private volatile boolean maxTokensRejected;

  OpenAiRequests(ModelSettings settings) {
    this.settings = settings;
  }

  /**
   * Form of a request.
   *
   * @param schema whether the reply has to follow a JSON Schema
   * @param maxTokens whether the limit of the reply is named {@code max_tokens}, not by its newer
   *     name {@code max_completion_tokens}
   */
  record Form(boolean schema, boolean maxTokens) {}

  /** Returns the form in which a request is sent now. */
  Form form(ChatRequest request) {
    return new Form(request.schema() != null && !schemaRejected, !maxTokensRejected);
  }

  /** Adapts to a rejected request; returns whether the endpoint may accept it in the new form. */
  boolean adapt(ModelException rejected, Form used) {
    if (rejected.kind() != FailureKind.BAD_REQUEST) {
      return false;
    }
    String message = Text.lowerCase(rejected.getMessage());
    if (used.maxTokens() && message.contains("max_completion_tokens")) {
      maxTokensRejected = true;
      return true;
    }
    if (used.schema() && isAboutSchema(message)) {
      schemaRejected = true;
      return true;
    }
    return false;
  }

  private static boolean isAboutSchema(String message) {
    return message.contains("response_format")
        || message.contains("json_schema")
        || message.contains("guided")
        || message.contains("structured output");
  }

  /** Returns a request in a form. */
  ChatCompletionCreateParams of(ChatRequest request, Form form) {
    ChatCompletionCreateParams.Builder parameters =
        ChatCompletionCreateParams.builder().model(settings.model());
    for (ChatRequest.Message message : request.messages()) {
      add(parameters, message);
    }
    sampling(parameters, request.sampling(), form.maxTokens());
    if (form.schema()) {
      parameters.responseFormat(format(request.schema()));
    }
    return parameters.build();
  }

  private static void add(
      ChatCompletionCreateParams.Builder parameters, ChatRequest.Message message) {
    switch (message.role()) {
      case SYSTEM -> parameters.addSystemMessage(message.text());
      case USER -> parameters.addUserMessage(message.text());
      case ASSISTANT -> parameters.addAssistantMessage(message.text());
    }
  }

  /** Sets max_tokens, which OpenAI calls deprecated but which is all that other servers know. */
  @SuppressWarnings("deprecation")
  private void sampling(
      ChatCompletionCreateParams.Builder parameters,
      ChatRequest.Sampling sampling,
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

  private static ResponseFormatJsonSchema format(ChatRequest.Schema schema) {
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
