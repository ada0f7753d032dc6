package io.medsift.generation;

import io.medsift.llm.client.ChatRequest;
import io.medsift.llm.prompt.GenerationPrompts;
import io.medsift.recipe.AskedModel;
import io.medsift.sample.Sample;
import io.medsift.text.Text;
import java.util.List;

/** The requests for the responses to a prompt: one for each, alike but for their seeds. */
public final class Responses {
  private final AskedModel model;
  private final GenerationPrompts form;

  /** Requests to one model in the words of one version. */
  public Responses(AskedModel model, GenerationPrompts form) {
    this.model = model;
    this.form = form;
  }

  /**
   * The request for response {@code index}, from 0. It names all that bears on the reply, so that
   * its hash does: another temperature asks again.
   */
  public ChatRequest request(Sample prompt, int index) {
    List<ChatRequest.Message> messages =
        form.turns(prompt).stream()
            .map(turn -> new ChatRequest.Message(role(turn.role()), turn.content()))
            .toList();
    return new ChatRequest(messages, null, sampling(prompt, index));
  }

  private ChatRequest.Sampling sampling(Sample prompt, int index) {
    return new ChatRequest.Sampling(
        model.temperature(), model.topP(), model.maxTokens(), seed(prompt, index), null);
  }

  /** The seed of response {@code index}; that of the recipe moves them all. */
  long seed(Sample prompt, int index) {
    String text = prompt.prompt();
    String name = model.seed() == null ? prompt.id() : model.seed() + " " + prompt.id();
    return SamplingSeed.of(name, text, index);
  }

  private static ChatRequest.Message.Role role(String role) {
    return switch (Text.lowerCase(role)) {
      case "system" -> ChatRequest.Message.Role.SYSTEM;
      case "assistant" -> ChatRequest.Message.Role.ASSISTANT;
      default -> ChatRequest.Message.Role.USER;
    };
  }
}
