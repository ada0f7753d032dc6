package io.medsift.evolution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.medsift.reasoning.ThinkSplit;
import java.util.Optional;

/** Reads what a model replied when it evolved or compared questions. */
public final class EvolutionReply {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String OPEN = "<question>";
  private static final String CLOSE = "</question>";
  private static final String EQUAL = "equal";

  private EvolutionReply() {}

  /**
   * The evolved question: what is between the tags, or the whole reply where it has none. A reply
   * that was cut off holds no whole question.
   */
  public static Optional<String> question(String reply) {
    ThinkSplit split = ThinkSplit.of(reply);
    int open = split.answer().lastIndexOf(OPEN);
    int begin = open < 0 ? 0 : open + OPEN.length();
    int close = split.answer().indexOf(CLOSE, begin);
    if (split.truncated() || (open >= 0 && close < 0)) {
      return Optional.empty();
    }
    int end = close < 0 ? split.answer().length() : close;
    return Optional.of(split.answer().substring(begin, end).strip());
  }

  /** Returns whether the model finds two questions equal; empty where the reply does not say. */
  public static Optional<Boolean> equal(String reply) {
    String answer = ThinkSplit.of(reply).answer();
    int begin = answer.indexOf('{');
    int end = answer.lastIndexOf('}');
    if (begin < 0 || end < begin) {
      return Optional.empty();
    }
    try {
      JsonNode equal = JSON.readTree(answer.substring(begin, end + 1)).path(EQUAL);
      return equal.isBoolean() ? Optional.of(equal.booleanValue()) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
