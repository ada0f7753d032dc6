package io.medsift.annotation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.judging.TruthReader;
import io.medsift.llm.cache.PaidAnswer;
import io.medsift.llm.client.ChatRequest;
import io.medsift.llm.prompt.AnnotationPrompt;
import io.medsift.llm.stage.ReplyCheck;
import io.medsift.reasoning.ThinkSplit;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.sample.Sample;

/** Whether the response means the same as a free-text reference. */
record Comparing(AskedModel model, AnnotationPrompt prompt) implements Asking {

  private static final int LONGEST_ANSWER = 200;
  private static final String COMPLAINT = "Reply with one word and nothing else: True or False.";

  @Override
  public ModelRole role() {
    return ModelRole.EQUIVALENCE;
  }

  @Override
  public ReplyCheck check() {
    return reply ->
        reply.complete() && TruthReader.read(reply.text()).isPresent() ? null : COMPLAINT;
  }

  @Override
  public ChatRequest.Schema schema() {
    return null;
  }

  @Override
  public void write(ObjectNode annotation, Sample sample, PaidAnswer answer) {
    annotation.put("equivalent", TruthReader.read(answer.reply().text()).orElseThrow());
    annotation.put("extracted", shortened(ThinkSplit.of(sample.response()).answer()));
  }

  /** The end of an answer, where its conclusion stands. */
  private static String shortened(String answer) {
    int length = answer.codePointCount(0, answer.length());
    return length <= LONGEST_ANSWER
        ? answer
        : "…" + answer.substring(answer.offsetByCodePoints(0, length - LONGEST_ANSWER + 1));
  }
}
