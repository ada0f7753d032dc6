package io.medsift.generation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.llm.client.ChatRequest;
import io.medsift.llm.prompt.GenerationPrompts;
import io.medsift.recipe.AskedModel;
import io.medsift.sample.Sample;
import io.medsift.storage.Sha256;
import io.medsift.text.Text;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;

/** Requests for the responses to a prompt: one for each, equal except for their seeds. */
final class ResponseRequests {
  private static final long SEED_MASK = Integer.MAX_VALUE;

  private final AskedModel model;
  private final GenerationPrompts prompts;

  /** Requests to one model with one version of the prompts. */
  ResponseRequests(AskedModel model, GenerationPrompts prompts) {
    this.model = model;
    this.prompts = prompts;
  }

  /**
   * Returns the request for response {@code index}, from 0. It states everything that affects the
   * reply, so that its hash changes with it: another temperature is another request.
   */
  ChatRequest request(Sample prompt, int index) {
    List<ChatRequest.Message> messages =
        prompts.turns(prompt).stream()
            .map(turn -> new ChatRequest.Message(role(turn.role()), turn.content()))
            .toList();
    return new ChatRequest(messages, null, sampling(prompt, index));
  }

  private ChatRequest.Sampling sampling(Sample prompt, int index) {
    return new ChatRequest.Sampling(
        model.temperature(), model.topP(), model.maxTokens(), seed(prompt, index), null);
  }

  /** Returns the seed of response {@code index}; the seed of the recipe changes them all. */
  long seed(Sample prompt, int index) {
    String text = prompt.prompt();
    String name = model.seed() == null ? prompt.id() : model.seed() + " " + prompt.id();
    return seed(name, text, index);
  }

  /**
   * Returns the seed of response {@code index}: a pure function of id, text and index, so that a
   * restart asks for the same; distinct within a prompt; and within 31 bits, the range that every
   * server accepts.
   */
  static long seed(String promptId, String prompt, int index) {
    MessageDigest digest = Sha256.digest();
    digest.update(promptId.getBytes(UTF_8));
    digest.update((byte) 0);
    digest.update(prompt.getBytes(UTF_8));
    int first = ByteBuffer.wrap(digest.digest()).getInt();
    return ((long) first + index) & SEED_MASK;
  }

  private static ChatRequest.Message.Role role(String role) {
    return switch (Text.lowerCase(role)) {
      case "system" -> ChatRequest.Message.Role.SYSTEM;
      case "assistant" -> ChatRequest.Message.Role.ASSISTANT;
      default -> ChatRequest.Message.Role.USER;
    };
  }
}
