package io.medsift.llm.stage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.llm.client.ChatMessage;
import io.medsift.llm.client.ChatRequest;
import io.medsift.llm.client.ReplySchema;
import io.medsift.llm.client.Sampling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Requests as bytes. Equal requests give equal bytes, whose hash is what the ledger knows a
 * question by: a change of this form makes every answer that was paid for unknown.
 */
final class RequestCodec {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private record Form(
      List<ChatMessage> messages, String schemaName, ObjectNode schema, Sampling sampling) {}

  private RequestCodec() {}

  static byte[] write(ChatRequest request) {
    ReplySchema schema = request.schema().orElse(null);
    try {
      return JSON.writeValueAsBytes(
          new Form(
              request.messages(),
              schema == null ? null : schema.name(),
              schema == null ? null : schema.schema(),
              request.sampling()));
    } catch (IOException e) {
      throw new UncheckedIOException("a request cannot be written", e);
    }
  }

  static ChatRequest read(byte[] bytes) {
    try {
      Form form = JSON.readValue(bytes, Form.class);
      ReplySchema schema =
          form.schema() == null ? null : new ReplySchema(form.schemaName(), form.schema());
      return new ChatRequest(form.messages(), schema, form.sampling());
    } catch (IOException e) {
      throw new UncheckedIOException("a request cannot be read", e);
    }
  }
}
