package io.medsift.generation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.codec.SampleDocument;
import io.medsift.llm.client.ChatReply;
import io.medsift.llm.stage.Question;
import io.medsift.llm.stage.QuestionResult;
import io.medsift.reasoning.ThinkSplit;
import io.medsift.recipe.AskedModel;
import io.medsift.sample.Sample;
import java.util.List;

/**
 * Makes the samples that responses to prompts become: the prompt's fields, those that are not known
 * included, and the response.
 *
 * <p>A response that was cut is marked in {@code generation.truncated}. One that was cut before its
 * answer keeps its trace open in {@code response}, so that it is not taken for an answer.
 */
final class GeneratedSample {
  private static final String OPEN_TRACE = "<think>\n";

  /** What a prompt may say of another response than the one that is added. */
  private static final List<String> OF_ANOTHER =
      List.of("reasoning", "response", "annotations", "generation");

  private final AskedModel model;
  private final String promptVersion;
  private final Responses responses;

  /** One sample as it is written. */
  record Row(String id, byte[] json, boolean truncated) {}

  /** Samples by one model, asked in words of one version. */
  GeneratedSample(AskedModel model, String promptVersion, Responses responses) {
    this.model = model;
    this.promptVersion = promptVersion;
    this.responses = responses;
  }

  /** The name of response {@code index} to a prompt; no two prompts share one. */
  static String id(String promptId, int index) {
    return promptId + "-" + index;
  }

  /** The sample of a response that came. */
  Row of(Sample prompt, QuestionResult answered) {
    ChatReply.Choice choice = answered.answer().reply().first();
    ThinkSplit split = ThinkSplit.of(choice.reasoning(), choice.text());
    boolean truncated = !choice.complete() || split.truncated() || split.answer().isEmpty();
    String id = id(prompt.id(), answered.index());
    ObjectNode sample = SampleDocument.read(answered.record().value());
    sample.remove(OF_ANOTHER);
    sample.put("id", id);
    respond(sample, split);
    sample.put("generator", model.model());
    ObjectNode generation = sample.putObject("generation");
    generation.put("prompt_id", prompt.id());
    generation.put("index", answered.index());
    generation.put(
        "seed", Question.seed(answered.record(), responses.seed(prompt, answered.index())));
    describe(generation);
    if (choice.finishReason() != null) {
      generation.put("finish_reason", choice.finishReason());
    }
    generation.put("truncated", truncated);
    generation.put("prompt_tokens", answered.promptTokens());
    generation.put("completion_tokens", answered.completionTokens());
    return new Row(id, SampleDocument.write(sample), truncated);
  }

  private static void respond(ObjectNode sample, ThinkSplit split) {
    if (split.answer().isEmpty()) {
      sample.put("response", OPEN_TRACE + (split.hasReasoning() ? split.reasoning() : ""));
      return;
    }
    if (split.hasReasoning()) {
      sample.put("reasoning", split.reasoning());
    }
    sample.put("response", split.answer());
  }

  private void describe(ObjectNode generation) {
    if (model.temperature() != null) {
      generation.put("temperature", model.temperature());
    }
    if (model.topP() != null) {
      generation.put("top_p", model.topP());
    }
    generation.put("max_tokens", model.maxTokens());
    generation.put("prompt_version", promptVersion);
  }
}
