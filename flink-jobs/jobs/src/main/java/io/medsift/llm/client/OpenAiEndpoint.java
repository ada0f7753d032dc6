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
import io.medsift.sample.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Chat completions over HTTP as OpenAI, vLLM and SGLang serve them.
 *
 * <p>One call of {@link #ask} is one request on the wire, never more, with the exception of a
 * request that the endpoint refused for how it asked (a schema, the name of a limit): that is sent
 * once again in the plainer form, and later ones with it.
 */
public final class OpenAiEndpoint implements ChatEndpoint {

  /** Servers of one's own take any. */
  private static final String NO_KEY = "none";

  // More than a model writes for a token, even in escapes and several choices at once; at most what
  // a ledger takes. A server that has gone wrong must not take the process with it.
  private static final long BYTES_PER_TOKEN = 256;

  private static final long SHORT_REPLY = 2 << 20;
  private static final long LONGEST_REPLY = 12 << 20;

  // gpt-oss at a server that does not parse its template.
  private static final String CHANNEL = "<|channel|>";
  private static final List<String> REASONING =
      List.of("reasoning_content", "reasoning", "thinking");
  private static final long MOST_TOKENS = 1L << 40;

  private final ModelSettings settings;
  private final OpenAiFailures failures;
  private final OpenAIClient client;
  private final Concessions concessions = new Concessions();

  /** An endpoint; nothing is sent yet. */
  public OpenAiEndpoint(ModelSettings settings, ApiKey key) {
    this.settings = settings;
    this.failures = new OpenAiFailures(settings.baseUrl(), key, settings.requestTimeout());
    this.client =
        OpenAIOkHttpClient.builder()
            .baseUrl(settings.baseUrl().toString())
            .apiKey(key.isPresent() ? key.value() : NO_KEY)
            .maxRetries(0)
            .followRedirects(false)
            .addInterceptor(new ReplyLimit(longestReply(settings)))
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

  private static long longestReply(ModelSettings settings) {
    return Math.min(LONGEST_REPLY, Math.max(SHORT_REPLY, BYTES_PER_TOKEN * settings.maxTokens()));
  }

  @Override
  public ChatReply ask(ChatRequest request) throws ModelException {
    while (true) {
      boolean schema = request.schema().isPresent() && !concessions.withoutSchema();
      boolean maxTokens = !concessions.completionTokens();
      try {
        return send(request, schema, maxTokens);
      } catch (ModelException refused) {
        if (!concessions.learn(refused, schema, maxTokens)) {
          throw refused;
        }
      }
    }
  }

  private ChatReply send(ChatRequest request, boolean schema, boolean maxTokens)
      throws ModelException {
    try {
      return read(
          client
              .chat()
              .completions()
              .create(OpenAiRequests.of(request, settings, schema, maxTokens)));
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
    List<ChatChoice> usable = new ArrayList<>();
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

  private ChatChoice read(ChatCompletion.Choice choice, TokenUsage usage) throws ModelException {
    Optional<String> refusal = choice.message().refusal().filter(words -> !words.isBlank());
    if (refusal.isPresent()) {
      throw new ModelException(
          FailureKind.REFUSED, "the model refused: " + failures.shown(refusal.get()), null, usage);
    }
    String finish = finishReason(choice);
    if (Ending.of(finish) == Ending.WITHHELD) {
      throw new ModelException(
          FailureKind.CONTENT_FILTERED, "the endpoint's content filter withheld it", null, usage);
    }
    ChatChoice read = said(choice, finish, usage);
    // A model that thought up to its limit said something, and would not say more if asked again.
    if (read.text().isBlank() && read.ending() != Ending.LIMIT) {
      throw new ModelException(
          FailureKind.EMPTY_REPLY,
          "the endpoint sent an empty message, finish_reason " + finish,
          null,
          usage);
    }
    return read;
  }

  // The text, or {"type": "length"} as the native door of SGLang has it.
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

  /** What the model said and thought, in whichever of the forms that servers give it. */
  private ChatChoice said(ChatCompletion.Choice choice, String finish, TokenUsage usage)
      throws ModelException {
    MessageContent content = content(choice, usage);
    String beside = reasoning(choice);
    String reasoning = beside != null ? beside : content.trace().isBlank() ? null : content.trace();
    if (!content.text().contains(CHANNEL)) {
      return new ChatChoice(content.text(), reasoning, finish);
    }
    ThinkSplit split = ThinkSplit.of(reasoning, content.text());
    return new ChatChoice(split.answer(), split.reasoning(), finish);
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

  /** The trace by either of the names that servers give it; OpenAI itself has none. */
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

  // A count that can be none says as little as none.
  private static TokenUsage usage(CompletionUsage counted) {
    long prompt = counted._promptTokens().asKnown().orElse(0L);
    long completion = counted._completionTokens().asKnown().orElse(0L);
    boolean possible =
        prompt >= 0 && completion >= 0 && prompt <= MOST_TOKENS && completion <= MOST_TOKENS;
    return possible ? new TokenUsage(prompt, completion) : TokenUsage.NONE;
  }

  @Override
  public void close() {
    client.close();
  }
}
