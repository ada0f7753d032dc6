package io.medsift.llm.cache;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.medsift.json.WireJson;
import io.medsift.llm.client.ChatReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A paid answer as JSON, version 1: its key, spelt out, and the answer. Unknown fields are ignored.
 *
 * @param version of this format
 * @param content hash of the request
 * @param time in ISO 8601
 */
record AnswerRecord(
    int version,
    String role,
    String promptVersion,
    String model,
    String content,
    int attempt,
    String time,
    List<Choice> choices,
    String refusal,
    long promptTokens,
    long completionTokens) {

  private static final int VERSION = 1;
  private static final JsonMapper JSON =
      JsonMapper.builder(WireJson.factory().build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** One reply. */
  record Choice(String reply, String reasoning, String finishReason) {}

  static byte[] write(AnswerScope scope, String request, int attempt, PaidAnswer answer) {
    AnswerRecord record =
        new AnswerRecord(
            VERSION,
            scope.role(),
            scope.promptVersion(),
            scope.model(),
            request,
            attempt,
            Instant.ofEpochMilli(answer.time()).toString(),
            answer.choices().stream()
                .map(choice -> new Choice(choice.text(), choice.reasoning(), choice.finishReason()))
                .toList(),
            answer.refusal(),
            answer.promptTokens(),
            answer.completionTokens());
    try {
      return JSON.writeValueAsBytes(record);
    } catch (IOException e) {
      throw new UncheckedIOException("an answer cannot be written", e);
    }
  }

  /**
   * Reads a record.
   *
   * @throws IOException if it is not a record of an answer
   * @throws IllegalStateException if a later version of the product wrote it
   */
  static AnswerRecord read(byte[] json) throws IOException {
    AnswerRecord record = JSON.readValue(json, AnswerRecord.class);
    if (record.version() != VERSION) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "a cached answer has format version %d; this version of Medsift reads version %d",
              record.version(),
              VERSION));
    }
    return record;
  }

  /** Returns the scope that the answer belongs to. */
  AnswerScope scope() {
    return new AnswerScope(role, promptVersion, model);
  }

  /** Returns the answer. */
  PaidAnswer answer() {
    return new PaidAnswer(
        choices == null
            ? List.of()
            : choices.stream()
                .map(
                    choice ->
                        new ChatReply.Choice(
                            choice.reply(), choice.reasoning(), choice.finishReason()))
                .toList(),
        refusal,
        promptTokens,
        completionTokens,
        Instant.parse(time).toEpochMilli());
  }
}
