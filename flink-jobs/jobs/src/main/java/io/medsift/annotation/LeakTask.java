package io.medsift.annotation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.codec.SampleDocument;
import io.medsift.curation.decontaminate.DecontaminationPlan;
import io.medsift.curation.decontaminate.ModelAnswers;
import io.medsift.decontamination.SemanticRule;
import io.medsift.judging.SameQuestionReader;
import io.medsift.llm.cache.PaidAnswer;
import io.medsift.llm.cache.ReplyCheck;
import io.medsift.llm.client.ChatReply;
import io.medsift.llm.client.ChatRequest;
import io.medsift.llm.prompt.LeakPrompt;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.DecontaminationStep;
import io.medsift.recipe.ModelRole;
import io.medsift.sample.Sample;
import java.util.List;
import java.util.SortedSet;

/**
 * Decides which of the evaluation items near to a prompt ask the same. All are in one request: the
 * prompt is sent once, one answer decides, and responses to one prompt share it. The items are in
 * the annotation from the time at which the model is asked.
 */
record LeakTask(
    AskedModel model,
    LeakPrompt prompt,
    DecontaminationStep.Semantic step,
    DecontaminationPlan plan)
    implements AnnotationTask {
  private static final String SAME = "same";

  @Override
  public ModelRole role() {
    return ModelRole.LEAK;
  }

  @Override
  public String promptVersion() {
    return prompt.version();
  }

  @Override
  public ReplyCheck check() {
    return new Check(step.candidates());
  }

  @Override
  public boolean keepsFields() {
    return true;
  }

  /** Returns whether the similarity decides on what the model has not answered. */
  boolean similarityDecides() {
    return step.unanswered() == DecontaminationStep.Semantic.Unanswered.SIMILARITY;
  }

  /** Returns whether a model was asked about a sample under this recipe and these items. */
  boolean isDone(Sample sample) {
    return ModelAnswers.covers(sample.annotations().leak(), plan, step);
  }

  /** Returns whether the model finds that a prompt asks the same as an item. */
  boolean finds(Sample sample) {
    return isDone(sample)
        && sample.annotations().leak().items().stream()
            .anyMatch(item -> Boolean.TRUE.equals(item.same()));
  }

  /** Returns the sample with the annotation begun: what the model is to be asked about. */
  byte[] begun(byte[] json, List<SemanticRule.Candidate> near) {
    ObjectNode document = SampleDocument.read(json);
    ObjectNode annotation =
        document
            .withObject("/annotations")
            .putObject(role().wireName())
            .put("benchmarks", plan.fingerprint())
            .put("vectors", plan.vectors())
            .put("floor", step.floor())
            .put("candidates", step.candidates());
    ArrayNode items = annotation.putArray("items");
    for (SemanticRule.Candidate each : near) {
      items
          .addObject()
          .put("set", each.item().set())
          .put("item", each.item().id())
          .put("text", ModelAnswers.textHash(each.item()))
          .put("similarity", each.similarity());
    }
    return SampleDocument.write(document);
  }

  /** Returns the request about a sample. */
  ChatRequest request(Sample sample, List<SemanticRule.Candidate> near) {
    List<String> texts = near.stream().map(each -> each.item().questionWithOptions()).toList();
    return request(prompt.about(sample, texts), schema(near.size()));
  }

  private static ChatRequest.Schema schema(int questions) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("rationale").put("type", "string");
    ObjectNode numbers = properties.putObject(SAME).put("type", "array");
    ArrayNode allowed = numbers.putObject("items").put("type", "integer").putArray("enum");
    for (int number = 1; number <= questions; number++) {
      allowed.add(number);
    }
    schema.putArray("required").add("rationale").add(SAME);
    schema.put("additionalProperties", false);
    return new ChatRequest.Schema("same_questions", schema);
  }

  @Override
  public void write(ObjectNode annotation, Sample sample, PaidAnswer answer) {
    JsonNode items = annotation.get("items");
    SameQuestionReader.Answer read =
        SameQuestionReader.read(answer.reply().text(), items.size()).orElseThrow();
    SortedSet<Integer> same = read.numbers();
    for (int i = 0; i < items.size(); i++) {
      ((ObjectNode) items.get(i)).put(SAME, same.contains(i + 1));
    }
    if (read.rationale() != null) {
      annotation.put("rationale", read.rationale());
    }
  }

  /**
   * Takes a reply that names questions of the request.
   *
   * @param most questions of any request
   */
  private record Check(int most) implements ReplyCheck {
    private static final String COMPLAINT =
        "That is no answer. Reply with JSON and nothing else: {\"rationale\": \"...\", \"same\":"
            + " the list of the numbers of the benchmark questions that ask the same as the prompt,"
            + " [] if none does}";

    @Override
    public String complaint(ChatReply reply) {
      return complaint(most, reply);
    }

    @Override
    public String complaint(ChatRequest asked, ChatReply reply) {
      JsonNode allowed = asked.schema().schema().at("/properties/" + SAME + "/items/enum");
      return complaint(allowed.size(), reply);
    }

    private static String complaint(int questions, ChatReply reply) {
      return reply.complete() && SameQuestionReader.read(reply.text(), questions).isPresent()
          ? null
          : COMPLAINT;
    }
  }
}
