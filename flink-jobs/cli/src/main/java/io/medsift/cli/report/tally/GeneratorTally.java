package io.medsift.cli.report.tally;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What became of the responses that generation jobs wrote, by the model that wrote them. */
public final class GeneratorTally {
  private static final int MOST_MODELS = 50;
  private static final String OTHER = "other";

  private final SortedMap<String, Count> models = new TreeMap<>();

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

    /** Those that were accepted. */
    public long accepted() {
      return accepted;
    }

    /** Those that a limit cut. */
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
    String model = Example.text(sample, "generator");
    boolean known = models.containsKey(model) || models.size() < MOST_MODELS;
    Count count = models.computeIfAbsent(known ? model : OTHER, name -> new Count());
    count.responses++;
    count.accepted += accepted ? 1 : 0;
    count.cut += generation.path("truncated").asBoolean() ? 1 : 0;
    count.tokens += generation.path("completion_tokens").asLong();
  }

  /** By model; empty where no generation job wrote a response. */
  public SortedMap<String, Count> models() {
    return Collections.unmodifiableSortedMap(models);
  }
}
