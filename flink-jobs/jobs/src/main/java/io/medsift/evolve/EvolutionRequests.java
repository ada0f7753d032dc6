package io.medsift.evolve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.evolution.EvolutionMethod;
import io.medsift.evolution.EvolutionReply;
import io.medsift.llm.cache.ReplyCheck;
import io.medsift.llm.client.ChatRequest;
import io.medsift.llm.prompt.EvolutionPrompts;
import io.medsift.recipe.AskedModel;
import java.util.List;

/** Requests of a round, and checks of the replies. */
public final class EvolutionRequests {
  static final ReplyCheck HOLDS_A_QUESTION =
      reply ->
          reply.complete() && EvolutionReply.question(reply.text()).isPresent()
              ? null
              : "The reply must be one whole question between <question> and </question>, and"
                  + " nothing else.";
  static final ReplyCheck HOLDS_A_COMPARISON =
      reply ->
          EvolutionReply.equal(reply.text()).isPresent()
              ? null
              : "Reply with {\"equal\": true} or {\"equal\": false} and nothing else.";
  static final ReplyCheck IS_COMPLETE =
      reply -> reply.complete() ? null : "That was cut. Give a shorter answer, and a whole one.";

  private static final double DETERMINISTIC = 0;

  private final AskedModel model;
  private final EvolutionPrompts prompts;

  /** Requests to one model with one version of the prompts. */
  public EvolutionRequests(AskedModel model, EvolutionPrompts prompts) {
    this.model = model;
    this.prompts = prompts;
  }

  /** Returns the request for an evolved question. */
  public ChatRequest evolve(EvolvingQuestion evolving) {
    EvolutionMethod method = EvolutionMethod.of(evolving.method());
    return request(prompts.evolve(method, evolving.parent()), null, model.temperature());
  }

  /** Returns the request whether the evolved question asks for more than its parent. */
  ChatRequest compare(EvolvingQuestion evolving) {
    return request(
        prompts.compare(evolving.parent(), evolving.question()),
        equalSchema(),
        model.temperature() == null ? null : DETERMINISTIC);
  }

  /** Returns the request for the reference answer. */
  ChatRequest answer(EvolvingQuestion evolving) {
    return request(prompts.answer(evolving.question()), null, model.temperature());
  }

  private ChatRequest request(String prompt, ChatRequest.Schema schema, Double temperature) {
    ChatRequest.Sampling sampling =
        new ChatRequest.Sampling(temperature, model.topP(), model.maxTokens(), model.seed(), null);
    return new ChatRequest(List.of(ChatRequest.Message.user(prompt)), schema, sampling);
  }

  private static ChatRequest.Schema equalSchema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("type", "object").put("additionalProperties", false);
    schema.putArray("required").add("equal");
    schema.putObject("properties").putObject("equal").put("type", "boolean");
    return new ChatRequest.Schema("comparison", schema);
  }
}
