package io.medsift.review.tally;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.review.evidence.Example;

/** Outcomes of the responses that generation jobs wrote, by model. */
public final class GeneratorTally {
  private static final int MAX_MODELS = 50;

  private final NamedTallies<Count> models = new NamedTallies<>(MAX_MODELS, Count::new);

  /** The responses of one model. */
  public static final class Count {
    private long responses;
    private long accepted;
    private long cut;
    private long tokens;

    /** Responses decided. */
    public long responses() {
      return responses;
    }

    /** Responses that were accepted. */
    public long accepted() {
      return accepted;
    }

    /** Responses that a length limit cut. */
    public long cut() {
      return cut;
    }

    /** Tokens of all of them. */
    public long tokens() {
      return tokens;
    }
  }

  void add(ObjectNode sample, boolean accepted) {
    JsonNode generation = sample.path("generation");
    if (!generation.isObject()) {
      return;
    }
    Count count = models.of(Example.text(sample, "generator"));
    count.responses++;
    count.accepted += accepted ? 1 : 0;
    count.cut += generation.path("truncated").asBoolean() ? 1 : 0;
    count.tokens += generation.path("completion_tokens").asLong();
  }

  /** By model; empty where no generation job wrote a response. */
  public NamedTallies<Count> models() {
    return models;
  }
}
