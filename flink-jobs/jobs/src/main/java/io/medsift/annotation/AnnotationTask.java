package io.medsift.annotation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.judging.ScoreReader;
import io.medsift.judging.TruthReader;
import io.medsift.llm.cache.PaidAnswer;
import io.medsift.llm.cache.ReplyCheck;
import io.medsift.llm.client.ChatRequest;
import io.medsift.llm.prompt.AnnotationPrompt;
import io.medsift.llm.stage.QuestionResult;
import io.medsift.reasoning.ThinkSplit;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.sample.Sample;
import java.io.Serializable;
import java.util.List;

/** Request to a model about a sample, and the annotation that its reply becomes. */
sealed interface AnnotationTask extends Serializable permits AnnotationTask.OfResponse, LeakTask {

  ModelRole role();

  AskedModel model();

  /** Returns the version of what the model is told. */
  String promptVersion();

  /** Returns the check that a reply can be parsed. */
  ReplyCheck check();

  /** Writes the fields of the annotation from a reply that passed the check. */
  void write(ObjectNode annotation, Sample sample, PaidAnswer answer);

  /**
   * Returns a request.
   *
   * @param schema of the reply, null for a single word
   */
  default ChatRequest request(String prompt, ChatRequest.Schema schema) {
    AskedModel model = model();
    ChatRequest.Sampling sampling =
        new ChatRequest.Sampling(
            model.temperature(), model.topP(), model.maxTokens(), model.seed(), null);
    return new ChatRequest(List.of(ChatRequest.Message.user(prompt)), schema, sampling);
  }

  /** Writes the annotation on a sample, in place of an earlier one. */
  default void annotate(ObjectNode document, Sample sample, QuestionResult result) {
    ObjectNode annotation = document.withObject("/annotations").withObject("/" + role().wireName());
    if (!keepsFields()) {
      annotation.removeAll();
    }
    write(annotation, sample, result.answer());
    annotation
        .put("model", model().model())
        .put("prompt_version", promptVersion())
        .put("prompt_tokens", result.promptTokens())
        .put("completion_tokens", result.completionTokens())
        .put("request", result.request());
  }

  /** Returns whether the annotation was begun before the model was asked. */
  default boolean keepsFields() {
    return false;
  }

  /** Task about a response, which is asked about with its prompt and reference. */
  sealed interface OfResponse extends AnnotationTask {
    AnnotationPrompt prompt();

    /** Returns the schema of the reply, null for a single word. */
    ChatRequest.Schema schema();

    @Override
    default String promptVersion() {
      return prompt().version();
    }

    /** Returns the request about a sample. */
    default ChatRequest request(Sample sample) {
      return request(prompt().about(sample), schema());
    }
  }

  /** Scores the response against the reference, from 1 to 10. */
  record Judge(AskedModel model, AnnotationPrompt prompt) implements OfResponse {
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

  /** Decides whether the response means the same as a free-text reference. */
  record Equivalence(AskedModel model, AnnotationPrompt prompt) implements OfResponse {
    private static final int MAX_EXTRACT = 200;
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
      annotation.put("extracted", end(ThinkSplit.of(sample.response()).answer()));
    }

    /** Returns the end of an answer, which is its conclusion. */
    private static String end(String answer) {
      int length = answer.codePointCount(0, answer.length());
      return length <= MAX_EXTRACT
          ? answer
          : "…" + answer.substring(answer.offsetByCodePoints(0, length - MAX_EXTRACT + 1));
    }
  }
}
