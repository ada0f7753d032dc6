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

/**
 * The value of a record in the topic, version 1: what was asked by its key, spelt out for readers,
 * and the answer. Fields that a reader does not know are passed over.
 *
 * @param version of this form
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

  static byte[] write(AnswerKey key, PaidAnswer answer) {
    AnswerRecord record =
        new AnswerRecord(
            VERSION,
            key.role().wireName(),
            key.promptVersion(),
            key.model(),
            key.content(),
            key.attempt(),
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
   * Reads a value.
   *
   * @throws IllegalStateException when a later version of the product wrote it
   */
  static PaidAnswer read(byte[] value) {
    AnswerRecord record;
    try {
      record = JSON.readValue(value, AnswerRecord.class);
    } catch (IOException e) {
      throw new UncheckedIOException("a record of the ledger cannot be read", e);
    }
    if (record.version() != VERSION) {
      throw new IllegalStateException(
          "a record of the ledger has version %d; this version of Medsift reads version %d"
              .formatted(record.version(), VERSION));
    }
    return new PaidAnswer(
        record.choices() == null
            ? List.of()
            : record.choices().stream()
                .map(
                    choice ->
                        new ChatReply.Choice(
                            choice.reply(), choice.reasoning(), choice.finishReason()))
                .toList(),
        record.refusal(),
        record.promptTokens(),
        record.completionTokens(),
        Instant.parse(record.time()).toEpochMilli());
  }
}
