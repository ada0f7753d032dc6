package io.medsift.evolve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.codec.SampleDocument;
import io.medsift.evolution.Elimination;
import io.medsift.sample.ReferenceKind;
import java.util.List;

/** Creates the records that the job writes. */
final class EvolvedPrompts {
  static final String SOURCE = "evol_instruct";

  /** Fields of a seed that describe its own question, not an evolved one. */
  private static final List<String> SEED_FIELDS =
      List.of(
          "history",
          "options",
          "reference",
          "reasoning",
          "response",
          "generator",
          "annotations",
          "generation");

  private final String model;
  private final String promptVersion;
  private final String track;

  /**
   * Creates records of one model and version of the prompts.
   *
   * @param track of evolved prompts, null for that of their seed
   */
  EvolvedPrompts(String model, String promptVersion, String track) {
    this.model = model;
    this.promptVersion = promptVersion;
    this.track = track;
  }

  /** Returns a prompt for the generation job, with the reference that a model wrote. */
  byte[] kept(EvolvingQuestion evolving, String answer) {
    ObjectNode prompt = SampleDocument.read(evolving.record().value());
    String gold = prompt.at("/reference/value").asText(null);
    if (gold != null && gold.equals(prompt.path("label").asText(null))) {
      prompt.remove("label");
    }
    prompt.remove(SEED_FIELDS);
    JsonNode origin = prompt.path("upstream_source");
    if (!origin.isTextual()) {
      prompt.set("upstream_source", prompt.get("source"));
    }
    prompt.put("source", SOURCE);
    prompt.put("id", evolving.id());
    prompt.put("prompt", evolving.question());
    if (track != null) {
      prompt.put("track", track);
    }
    prompt
        .putObject("reference")
        .put("kind", ReferenceKind.LONG.wireName())
        .put("value", answer)
        .put("generated", true)
        .put("model", model);
    prompt.set("lineage", lineage(evolving));
    return SampleDocument.write(prompt);
  }

  /** Returns a record of the topic of eliminated questions. */
  byte[] eliminated(EvolvingQuestion evolving, Elimination elimination) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("parent", evolving.parent());
    row.put("question", evolving.question());
    row.set("lineage", lineage(evolving));
    row.putObject("elimination")
        .put("rule", elimination.rule().wireName())
        .put("sentence", elimination.rule().sentence())
        .put("words", elimination.words());
    return SampleDocument.write(row);
  }

  private ObjectNode lineage(EvolvingQuestion evolving) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("seed_id", evolving.seedId())
        .put("parent_id", evolving.parentId())
        .put("round", evolving.round())
        .put("method", evolving.method())
        .put("model", model)
        .put("prompt_version", promptVersion);
  }
}
