package io.medsift.annotation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.judging.ScoreReader;
import io.medsift.llm.cache.PaidAnswer;
import io.medsift.llm.client.ChatRequest;
import io.medsift.llm.prompt.AnnotationPrompt;
import io.medsift.llm.stage.ReplyCheck;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.sample.Sample;

/** A score of the response against the reference, 1 to 10. */
record Judging(AskedModel model, AnnotationPrompt prompt) implements Asking {

  private static final String COMPLAINT =
      "That holds no score. Reply with JSON and nothing else: {\"rationale\": \"...\", \"score\":"
          + " a number from 1 to 10}";

  @Override
  public ModelRole role() {
    return ModelRole.JUDGE;
  }

  @Override
  public ReplyCheck check() {
    return reply ->
        reply.complete() && ScoreReader.read(reply.text()).isPresent() ? null : COMPLAINT;
  }

  @Override
  public ChatRequest.Schema schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("rationale").put("type", "string");
    properties.putObject("score").put("type", "number");
    schema.putArray("required").add("rationale").add("score");
    schema.put("additionalProperties", false);
    return new ChatRequest.Schema("judgement", schema);
  }

  @Override
  public void write(ObjectNode annotation, Sample sample, PaidAnswer answer) {
    ScoreReader.Judgement judgement = ScoreReader.read(answer.reply().text()).orElseThrow();
    annotation.put("score", judgement.score());
    if (judgement.rationale() != null) {
      annotation.put("rationale", judgement.rationale());
    }
  }
}
