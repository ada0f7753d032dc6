package io.medsift.llm.client;

import io.medsift.text.Text;

/**
 * What an endpoint turned out not to take, so that it is asked differently from then on. Shared by
 * all threads.
 */
final class Concessions {

  private volatile boolean withoutSchema;
  private volatile boolean completionTokens;

  /** Replies are asked for in words alone. */
  boolean withoutSchema() {
    return withoutSchema;
  }

  /** The limit of a reply goes by its newer name, {@code max_completion_tokens}. */
  boolean completionTokens() {
    return completionTokens;
  }

  /**
   * Learns from a refused request.
   *
   * @param usedSchema whether that request had a schema
   * @param usedMaxTokens whether it named its limit {@code max_tokens}
   * @return whether the same request may be taken now
   */
  boolean learn(ModelException refused, boolean usedSchema, boolean usedMaxTokens) {
    if (refused.kind() != FailureKind.BAD_REQUEST) {
      return false;
    }
    String words = Text.lowerCase(refused.getMessage());
    if (usedMaxTokens && words.contains("max_completion_tokens")) {
      completionTokens = true;
      return true;
    }
    if (usedSchema && isAboutSchema(words)) {
      withoutSchema = true;
      return true;
    }
    return false;
  }

  private static boolean isAboutSchema(String words) {
    return words.contains("response_format")
        || words.contains("json_schema")
        || words.contains("guided")
        || words.contains("structured output");
  }
}
