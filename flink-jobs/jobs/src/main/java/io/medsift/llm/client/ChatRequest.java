package io.medsift.llm.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A request to a model: a conversation that ends with the user, and the form of the reply.
 *
 * @param schema of the reply, null for a reply in any form
 */
public record ChatRequest(List<Message> messages, Schema schema, Sampling sampling) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  /** A turn of a conversation with a model. */
  public record Message(Role role, String text) implements Serializable {

    /** Speaker of a message. */
    public enum Role {
      SYSTEM,
      USER,
      ASSISTANT
    }

    public Message {
      requireNonNull(role, "role is null");
      requireNonNull(text, "text is null");
    }

    public static Message user(String text) {
      return new Message(Role.USER, text);
    }

    public static Message assistant(String text) {
      return new Message(Role.ASSISTANT, text);
    }
  }

  /**
   * JSON Schema that the reply is to follow. An endpoint that refuses schemas is asked without one,
   * so the messages must describe the form of the reply as well.
   *
   * @param name letters, digits, underscores and hyphens
   */
  public record Schema(String name, ObjectNode schema) {
    public Schema {
      requireNonNull(name, "name is null");
      requireNonNull(schema, "schema is null");
    }
  }

  /**
   * Sampling parameters of one request; null leaves a parameter to the settings of the endpoint.
   *
   * @param count replies to one request, {@code n} in the API
   */
  public record Sampling(
      Double temperature, Double topP, Integer maxTokens, Long seed, Integer count)
      implements Serializable {

    /** All parameters as the endpoint is set. */
    public static final Sampling DEFAULT = new Sampling(null, null, null, null, null);

    public Sampling {
      if (maxTokens != null && maxTokens < 1) {
        throw new IllegalArgumentException("maxTokens must be at least 1, got " + maxTokens);
      }
      if (count != null && count < 1) {
        throw new IllegalArgumentException("count must be at least 1, got " + count);
      }
    }

    /** Returns the same parameters with another seed. */
    public Sampling withSeed(Long otherSeed) {
      return new Sampling(temperature, topP, maxTokens, otherSeed, count);
    }
  }

  public ChatRequest {
    messages = List.copyOf(messages);
    requireNonNull(sampling, "sampling is null");
    if (messages.isEmpty() || messages.get(messages.size() - 1).role() != Message.Role.USER) {
      throw new IllegalArgumentException("a request must end with a message of the user");
    }
  }

  /**
   * A request that leaves sampling to the settings of the endpoint.
   *
   * @param schema null for a reply in any form
   */
  public ChatRequest(List<Message> messages, Schema schema) {
    this(messages, schema, Sampling.DEFAULT);
  }

  /** Returns the request with the model's reply and the user's answer to it appended. */
  public ChatRequest followedBy(String reply, String answer) {
    List<Message> longer = new ArrayList<>(messages);
    longer.add(Message.assistant(reply));
    longer.add(Message.user(answer));
    return new ChatRequest(longer, schema, sampling);
  }

  /** Returns the same request with another seed. */
  public ChatRequest withSeed(long seed) {
    return new ChatRequest(messages, schema, sampling.withSeed(seed));
  }

  /** Returns the characters of all messages, from which tokens are estimated. */
  public long characters() {
    return messages.stream().mapToLong(message -> message.text().length()).sum();
  }

  /**
   * Returns the request as JSON. Equal requests give equal bytes, whose hash is the key in answer
   * caches: a change of this format makes all cached answers unknown.
   */
  public byte[] json() {
    try {
      return JSON.writeValueAsBytes(
          new Json(
              messages,
              schema == null ? null : schema.name(),
              schema == null ? null : schema.schema(),
              sampling));
    } catch (IOException e) {
      throw new UncheckedIOException("a request cannot be written as JSON", e);
    }
  }

  /** Reads what {@link #json} wrote. */
  public static ChatRequest ofJson(byte[] bytes) {
    try {
      Json json = JSON.readValue(bytes, Json.class);
      return new ChatRequest(
          json.messages(),
          json.schema() == null ? null : new Schema(json.schemaName(), json.schema()),
          json.sampling());
    } catch (IOException e) {
      throw new UncheckedIOException("a request cannot be read", e);
    }
  }

  private record Json(
      List<Message> messages, String schemaName, ObjectNode schema, Sampling sampling) {}
}
