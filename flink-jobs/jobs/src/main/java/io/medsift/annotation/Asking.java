package io.medsift.annotation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.llm.cache.PaidAnswer;
import io.medsift.llm.client.ChatRequest;
import io.medsift.llm.prompt.AnnotationPrompt;
import io.medsift.llm.stage.QuestionResult;
import io.medsift.llm.stage.ReplyCheck;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.sample.Sample;
import java.io.Serializable;
import java.util.List;

/** What one role is asked about a sample, and what its reply becomes on the sample. */
sealed interface Asking extends Serializable permits Judging, Comparing {

  ModelRole role();

  AskedModel model();

  AnnotationPrompt prompt();

  /** What takes replies that can be read and no others. */
  ReplyCheck check();

  /** The form of the reply, null for a word. */
  ChatRequest.Schema schema();

  /** Writes what a readable reply says, as the annotation's own fields. */
  void write(ObjectNode annotation, Sample sample, PaidAnswer answer);

  /** The request about a sample. */
  default ChatRequest request(Sample sample) {
    AskedModel model = model();
    ChatRequest.Sampling sampling =
        new ChatRequest.Sampling(
            model.temperature(), model.topP(), model.maxTokens(), model.seed(), null);
    return new ChatRequest(
        List.of(ChatRequest.Message.user(prompt().about(sample))), schema(), sampling);
  }

  /** Puts the annotation on a sample, in place of an earlier one. */
  default void annotate(ObjectNode document, Sample sample, QuestionResult answered) {
    ObjectNode annotation = document.withObject("/annotations").putObject(role().wireName());
    write(annotation, sample, answered.answer());
    annotation
        .put("model", model().model())
        .put("prompt_version", prompt().version())
        .put("prompt_tokens", answered.promptTokens())
        .put("completion_tokens", answered.completionTokens())
        .put("request", answered.request());
  }
}
