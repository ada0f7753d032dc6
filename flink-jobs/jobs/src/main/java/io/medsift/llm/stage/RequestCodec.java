package io.medsift.llm.stage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.llm.client.ChatRequest;
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
      List<ChatRequest.Message> messages,
      String schemaName,
      ObjectNode schema,
      ChatRequest.Sampling sampling) {}

  private RequestCodec() {}

  static byte[] write(ChatRequest request) {
    ChatRequest.Schema schema = request.schema();
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
      ChatRequest.Schema schema =
          form.schema() == null ? null : new ChatRequest.Schema(form.schemaName(), form.schema());
      return new ChatRequest(form.messages(), schema, form.sampling());
    } catch (IOException e) {
      throw new UncheckedIOException("a request cannot be read", e);
    }
  }
}
