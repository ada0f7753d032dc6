package io.medsift.llm.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonField;
import com.openai.core.JsonValue;
import com.openai.core.LogLevel;
import com.openai.core.Timeout;
import com.openai.errors.OpenAIException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletion.Choice.FinishReason;
import com.openai.models.completions.CompletionUsage;
import io.medsift.reasoning.MessageContent;
import io.medsift.reasoning.ThinkSplit;
import io.medsift.sample.Generation.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Endpoint for chat completions over HTTP as OpenAI, vLLM and SGLang serve them. Thread-safe.
 *
 * <p>One call of {@link #ask} sends one request, except when the endpoint rejects a parameter (the
 * schema, the name of the token limit): then the request is sent again without it, and so are later
 * ones.
 */
public final class OpenAiEndpoint implements AutoCloseable {

  /** Local servers accept any key. */
  private static final String NO_KEY = "none";

  // More than a model writes for a token, even in escapes and several choices at once; at most what
  // the cache of answers takes. A broken server must not use up the memory of the process.
  private static final long BYTES_PER_TOKEN = 256;

  private static final long MIN_REPLY_LIMIT = 2 << 20;
  private static final long MAX_REPLY_LIMIT = 12 << 20;

  // gpt-oss at a server that does not parse its template.
  private static final String CHANNEL = "<|channel|>";
  private static final List<String> REASONING =
      List.of("reasoning_content", "reasoning", "thinking");
  private static final long MAX_TOKENS = 1L << 40;

  private final OpenAiFailures failures;
  private final OpenAIClient client;
  private final OpenAiRequests requests;

  /** Creates an endpoint; nothing is sent yet. */
  public OpenAiEndpoint(ModelSettings settings, ApiKey key) {
    this.requests = new OpenAiRequests(settings);
    this.failures = new OpenAiFailures(settings.baseUrl(), key, settings.requestTimeout());
    this.client =
        OpenAIOkHttpClient.builder()
            .baseUrl(settings.baseUrl().toString())
            .apiKey(key.isPresent() ? key.value() : NO_KEY)
            .maxRetries(0)
            .followRedirects(false)
            .addInterceptor(new ReplyLimit(replyLimit(settings)))
            .logLevel(LogLevel.OFF)
            .disableTelemetry(true)
            .timeout(
                Timeout.builder()
                    .connect(settings.connectTimeout())
                    .read(settings.requestTimeout())
                    .write(settings.requestTimeout())
                    .request(settings.requestTimeout())
                    .build())
            .build();
  }

  private static long replyLimit(ModelSettings settings) {
    return Math.min(
        MAX_REPLY_LIMIT, Math.max(MIN_REPLY_LIMIT, BYTES_PER_TOKEN * settings.maxTokens()));
  }

  /**
   * Sends the request once and waits for the reply.
   *
   * @throws ModelException if there is no usable reply; its kind says why
   */
  public ChatReply ask(ChatRequest request) throws ModelException {
    while (true) {
      OpenAiRequests.Form form = requests.form(request);
      try {
        return send(request, form);
      } catch (ModelException rejected) {
        if (!requests.adapt(rejected, form)) {
          throw rejected;
        }
      }
    }
  }

  private ChatReply send(ChatRequest request, OpenAiRequests.Form form) throws ModelException {
    try {
      return read(client.chat().completions().create(requests.of(request, form)));
    } catch (OpenAIException exception) {
      throw failures.of(exception);
    }
  }

  private ChatReply read(ChatCompletion completion) throws ModelException {
    TokenUsage usage =
        completion._usage().asKnown().map(OpenAiEndpoint::usage).orElse(TokenUsage.NONE);
    if (completion.choices().isEmpty()) {
      throw new ModelException(
          FailureKind.EMPTY_REPLY, "the endpoint sent a completion without choices", null, usage);
    }
    List<ChatReply.Choice> usable = new ArrayList<>();
    ModelException unusable = null;
    for (ChatCompletion.Choice choice : completion.choices()) {
      try {
        usable.add(read(choice, usage));
      } catch (ModelException e) {
        unusable = e;
      }
    }
    if (usable.isEmpty()) {
      throw unusable;
    }
    return new ChatReply(usable, usage);
  }

  private ChatReply.Choice read(ChatCompletion.Choice choice, TokenUsage usage)
      throws ModelException {
    Optional<String> refusal = choice.message().refusal().filter(message -> !message.isBlank());
    if (refusal.isPresent()) {
      throw new ModelException(
          FailureKind.REFUSED, "the model refused: " + failures.shown(refusal.get()), null, usage);
    }
    String finish = finishReason(choice);
    if (Ending.of(finish) == Ending.WITHHELD) {
      throw new ModelException(
          FailureKind.CONTENT_FILTERED,
          "the content filter of the endpoint withheld the reply",
          null,
          usage);
    }
    ChatReply.Choice read = choice(choice, finish, usage);
    // A model that reasoned up to its token limit would do the same again.
    if (read.text().isBlank() && read.ending() != Ending.LIMIT) {
      throw new ModelException(
          FailureKind.EMPTY_REPLY,
          "the endpoint sent an empty message, finish_reason " + finish,
          null,
          usage);
    }
    return read;
  }

  // A string, or {"type": "length"} as the native API of SGLang has it.
  private static String finishReason(ChatCompletion.Choice choice) {
    FinishReason reason = choice._finishReason().asKnown().orElse(null);
    if (reason == null) {
      return null;
    }
    JsonField<String> named = reason._value();
    return named
        .asKnown()
        .or(
            () ->
                named
                    .asUnknown()
                    .map(value -> value.convert(JsonNode.class))
                    .map(value -> value.path("type").textValue()))
        .orElse(null);
  }

  /** Reads text and reasoning, in whichever of the forms that servers send. */
  private ChatReply.Choice choice(ChatCompletion.Choice choice, String finish, TokenUsage usage)
      throws ModelException {
    MessageContent content = content(choice, usage);
    String field = reasoning(choice);
    String reasoning = field != null ? field : content.trace().isBlank() ? null : content.trace();
    if (!content.text().contains(CHANNEL)) {
      return new ChatReply.Choice(content.text(), reasoning, finish);
    }
    ThinkSplit split = ThinkSplit.of(reasoning, content.text());
    return new ChatReply.Choice(split.answer(), split.reasoning(), finish);
  }

  private static MessageContent content(ChatCompletion.Choice choice, TokenUsage usage)
      throws ModelException {
    JsonField<String> content = choice.message()._content();
    Optional<String> text = content.asKnown();
    try {
      return text.isPresent()
          ? new MessageContent(text.get(), "")
          : MessageContent.of(
              content.asUnknown().map(value -> value.convert(JsonNode.class)).orElse(null));
    } catch (IllegalArgumentException e) {
      throw new ModelException(
          FailureKind.BROKEN_REPLY, "the content of the message " + e.getMessage(), null, usage);
    }
  }

  /** Reads the reasoning by any of the names that servers give it; OpenAI itself has none. */
  @SuppressWarnings("deprecation")
  private static String reasoning(ChatCompletion.Choice choice) {
    for (String field : REASONING) {
      JsonValue value = choice.message()._additionalProperties().get(field);
      JsonNode text = value == null ? null : value.convert(JsonNode.class);
      if (text != null && text.isTextual() && !text.textValue().isBlank()) {
        return text.textValue();
      }
      if (text != null && text.isArray()) {
        return ofParts(text);
      }
    }
    return null;
  }

  private static String ofParts(JsonNode parts) {
    try {
      String trace = MessageContent.trace(parts);
      return trace.isBlank() ? null : trace;
    } catch (IllegalArgumentException ofNoText) {
      return null;
    }
  }

  // An impossible count is as good as none.
  private static TokenUsage usage(CompletionUsage counted) {
    long prompt = counted._promptTokens().asKnown().orElse(0L);
    long completion = counted._completionTokens().asKnown().orElse(0L);
    boolean possible =
        prompt >= 0 && completion >= 0 && prompt <= MAX_TOKENS && completion <= MAX_TOKENS;
    return possible ? new TokenUsage(prompt, completion) : TokenUsage.NONE;
  }

  @Override
  public void close() {
    client.close();
  }
}
