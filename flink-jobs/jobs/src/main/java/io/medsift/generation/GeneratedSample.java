package io.medsift.generation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.codec.SampleDocument;
import io.medsift.llm.client.ChatReply;
import io.medsift.llm.prompt.GenerationPrompts;
import io.medsift.llm.stage.QuestionResult;
import io.medsift.llm.stage.RetryRound;
import io.medsift.reasoning.ThinkSplit;
import io.medsift.recipe.AskedModel;
import io.medsift.sample.Sample;
import java.util.List;

/**
 * Creates samples from responses: the fields of the prompt, unknown ones included, and the
 * response.
 *
 * <p>A truncated response is marked in {@code generation.truncated}. One that was cut before its
 * answer keeps its reasoning open in {@code response}, so that it is not taken for an answer.
 */
public final class GeneratedSample {
  private static final String OPEN_TRACE = "<think>\n";

  /** Fields of a prompt that describe another response. */
  private static final List<String> RESPONSE_FIELDS =
      List.of("reasoning", "response", "annotations", "generation");

  private final AskedModel model;
  private final String promptVersion;
  private final int responses;
  private final ResponseRequests requests;

  /** A sample as it is written. */
  record Row(String id, byte[] json, boolean truncated) {}

  /**
   * Samples of one model and one version of the prompts.
   *
   * @param responses to each prompt
   */
  GeneratedSample(AskedModel model, GenerationPrompts prompts, int responses) {
    this.model = model;
    this.promptVersion = prompts.fingerprint();
    this.responses = responses;
    this.requests = new ResponseRequests(model, prompts);
  }

  /** Returns the id of response {@code index} to a prompt; no two prompts share one. */
  public static String id(String promptId, int index) {
    return promptId + "-" + index;
  }

  /** Returns the sample of a response. */
  Row of(Sample prompt, QuestionResult result) {
    ChatReply.Choice choice = result.answer().reply().first();
    ThinkSplit split = ThinkSplit.of(choice.reasoning(), choice.text());
    boolean truncated = !choice.complete() || split.truncated() || split.answer().isEmpty();
    String id = id(prompt.id(), result.index());
    ObjectNode sample = SampleDocument.read(result.record().value());
    sample.remove(RESPONSE_FIELDS);
    sample.put("id", id);
    respond(sample, split);
    sample.put("generator", model.model());
    ObjectNode generation = sample.putObject("generation");
    generation.put("prompt_id", prompt.id());
    generation.put("index", result.index());
    generation.put("responses", responses);
    long seed = requests.seed(prompt, result.index());
    generation.put("seed", RetryRound.of(result.record()).seed(seed));
    describe(generation);
    if (choice.finishReason() != null) {
      generation.put("finish_reason", choice.finishReason());
    }
    generation.put("truncated", truncated);
    generation.put("prompt_tokens", result.promptTokens());
    generation.put("completion_tokens", result.completionTokens());
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
