package io.medsift.endpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** Bodies of the protocol. Tokens are counted as words. */
final class Answer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Answer() {}

  static String completion(ChatCall call, List<Reply> replies) {
    ObjectNode body =
        envelope(call, replies.stream().map(Reply::words).collect(Collectors.joining(" ")));
    for (Reply reply : replies) {
      addChoice(body, reply, null);
    }
    return body.toString();
  }

  static String refusal(ChatCall call, String words) {
    return one(call, new Reply(null, null, "stop"), words);
  }

  static String filtered(ChatCall call) {
    return one(call, new Reply("", null, "content_filter"), null);
  }

  static String withoutChoices(ChatCall call) {
    return envelope(call, "").toString();
  }

  private static String one(ChatCall call, Reply reply, String refusal) {
    ObjectNode body = envelope(call, reply.words());
    addChoice(body, reply, refusal);
    return body.toString();
  }

  static String error(String message, String code) {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("error").put("message", message).put("type", "error").put("code", code);
    return body.toString();
  }

  private static void addChoice(ObjectNode body, Reply reply, String refusal) {
    ArrayNode choices = (ArrayNode) body.path("choices");
    ObjectNode choice = choices.addObject();
    choice.put("index", choices.size() - 1).put("finish_reason", reply.finish());
    choice.putNull("logprobs");
    ObjectNode message = choice.putObject("message");
    message.put("role", "assistant").put("content", reply.content()).put("refusal", refusal);
    if (reply.reasoning() != null) {
      message.put("reasoning_content", reply.reasoning());
    }
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
