package io.medsift.testkit.endpoint;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A request as the server read it.
 *
 * @param number of the call, from 1
 * @param authorization header, empty where there is none
 */
public record ChatCall(long number, String path, String authorization, JsonNode body) {

  /** The last message of the user. */
  public String content() {
    String content = "";
    for (JsonNode message : body.path("messages")) {
      if (message.path("role").asText().equals("user")) {
        content = message.path("content").asText();
      }
    }
    return content;
  }

  /** How many choices are asked for; one where the call does not say. */
  public int choices() {
    return body.path("n").asInt(1);
  }

  /** The seed of the sampling; zero where the call has none. */
  public long seed() {
    return body.path("seed").asLong();
  }

  /** Whether the reply is to follow a schema. */
  public boolean hasSchema() {
    return body.has("response_format");
  }
}
