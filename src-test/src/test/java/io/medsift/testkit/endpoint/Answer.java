package io.medsift.testkit.endpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Bodies of the protocol. Tokens are counted as words. */
public final class Answer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Answer() {}

  /** As many choices as the call asks for. */
  public static String completion(ChatCall call, Said said) {
    int choices = Math.max(1, call.body().path("n").asInt());
    ObjectNode body = envelope(call, (said.text() + " ").repeat(choices));
    for (int index = 0; index < choices; index++) {
      ObjectNode message = message(body, index, said.text(), null, said.finish());
      if (said.reasoning() != null) {
        message.put("reasoning_content", said.reasoning());
      }
    }
    return body.toString();
  }

  public static String refusal(ChatCall call, String words) {
    return completion(call, null, words, "stop");
  }

  public static String filtered(ChatCall call) {
    return completion(call, "", null, "content_filter");
  }

  public static String withoutChoices(ChatCall call) {
    return envelope(call, "").toString();
  }

  public static String error(String message, String code) {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("error").put("message", message).put("type", "error").put("code", code);
    return body.toString();
  }

  private static String completion(ChatCall call, String text, String refusal, String finish) {
    ObjectNode body = envelope(call, text == null ? "" : text);
    message(body, 0, text, refusal, finish);
    return body.toString();
  }

  private static ObjectNode message(
      ObjectNode body, int index, String text, String refusal, String finish) {
    ObjectNode choice = ((ArrayNode) body.path("choices")).addObject();
    choice.put("index", index).put("finish_reason", finish).putNull("logprobs");
    return choice
        .putObject("message")
        .put("role", "assistant")
        .put("content", text)
        .put("refusal", refusal);
  }

  private static ObjectNode envelope(ChatCall call, String text) {
    ObjectNode body = JSON.createObjectNode();
    body.put("id", "chatcmpl-" + call.number()).put("object", "chat.completion");
    body.put("created", 1_700_000_000).put("model", call.body().path("model").asText());
    body.putArray("choices");
    long sent = words(call.body().path("messages").findValuesAsText("content").toString());
    long received = words(text);
    body.putObject("usage")
        .put("prompt_tokens", sent)
        .put("completion_tokens", received)
        .put("total_tokens", sent + received);
    return body;
  }

  private static long words(String text) {
    return text.isBlank() ? 0 : text.strip().split("\\s+").length;
  }
}
