package io.medsift.labelling;

import io.medsift.centroids.CentroidManifest;
import io.medsift.llm.cache.AnswerScope;
import io.medsift.llm.cache.FileAnswerCache;
import io.medsift.llm.cache.ModelCaller;
import io.medsift.llm.client.ChatReply;
import io.medsift.llm.client.ChatRequest;
import io.medsift.llm.client.ModelClient;
import io.medsift.llm.client.ModelException;
import io.medsift.llm.prompt.LabelPrompt;
import io.medsift.storage.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Votes by asking a language model.
 *
 * <p>Each answer is in the cache on disk before it counts, and is never requested again. A reply
 * that names no label is followed up once; after that, and after a refusal, the prompt has no vote.
 * Failures of the endpoint are not cached, so the next run asks again.
 */
public final class EndpointVoter implements Voter {

  private static final String KIND = "endpoint";
  private static final String ROLE = "labelling";
  private static final int ATTEMPTS = 2;
  private static final int MAX_FAILURES_IN_A_ROW = 20;
  private static final String REMINDER =
      "That is not one of the labels. Reply with JSON of the form {\"label\": \"...\"} and with one"
          + " of the listed labels, exactly as it is spelt there.";

  private final String model;
  private final LabelSet labels;
  private final LabelPrompt prompt;
  private final ModelClient client;
  private final FileAnswerCache cache;
  private final ModelCaller caller;
  private final LongAdder cached = new LongAdder();
  private final LongAdder unanswered = new LongAdder();
  private final AtomicInteger failuresInARow = new AtomicInteger();

  /**
   * Opens the cache.
   *
   * @param model name that answers are cached under
   * @param client closed with this
   * @param answers directory of the cache, created if it does not exist
   */
  public EndpointVoter(
      String model, LabelSet labels, LabelPrompt prompt, ModelClient client, Path answers)
      throws IOException {
    this.model = model;
    this.labels = labels;
    this.prompt = prompt;
    this.client = client;
    AnswerScope scope = new AnswerScope(ROLE, prompt.sha256(), model);
    this.cache = FileAnswerCache.open(answers, scope);
    this.caller =
        new ModelCaller(
            scope, ATTEMPTS, reply -> label(reply).isPresent() ? null : REMINDER, cache, client);
  }

  @Override
  public List<String> labels() {
    return labels.names();
  }

  @Override
  public CentroidManifest.Classifier classifier() {
    return new CentroidManifest.Classifier(
        KIND,
        "each prompt classified by the language model "
            + model
            + " with the label set "
            + labels.sha256().substring(0, 12),
        prompt.sha256());
  }

  /** Returns the number of prompts answered from the cache. */
  public long fromEarlierRuns() {
    return cached.sum();
  }

  /** Returns the number of prompts that the endpoint gave no answer to. */
  public long unanswered() {
    return unanswered.sum();
  }

  @Override
  public String vote(String text) throws Voter.LabellingException, InterruptedException {
    ChatRequest request =
        new ChatRequest(
            List.of(ChatRequest.Message.user(prompt.about(text, labels.listing()))),
            LabelReply.schema(labels));
    ModelCaller.Result result;
    try {
      result = caller.call(Sha256.of(request.json()), request, 0);
    } catch (ModelException failure) {
      unanswered.increment();
      throw new Voter.LabellingException(failure.getMessage(), failure);
    } catch (IllegalStateException failure) {
      throw new Voter.LabellingException(failure.getMessage(), failure);
    }
    boolean failed =
        result.failure() == ModelCaller.Failure.NO_REPLY
            || result.failure() == ModelCaller.Failure.BAD_REQUEST;
    boolean replied = result.requests() > (failed ? 1 : 0);
    if (replied) {
      failuresInARow.set(0);
    }
    if (failed) {
      unanswered.increment();
      if (!replied && failuresInARow.incrementAndGet() >= MAX_FAILURES_IN_A_ROW) {
        throw new Voter.LabellingException(
            String.format(
                Locale.ROOT,
                "%d prompts in a row got no answer; the last failure: %s",
                MAX_FAILURES_IN_A_ROW,
                result.message()));
      }
      return null;
    }
    if (result.requests() == 0) {
      cached.increment();
    }
    return result.answer() == null ? null : label(result.answer().reply()).orElseThrow();
  }

  private Optional<String> label(ChatReply reply) {
    return reply.complete() ? LabelReply.read(reply.text(), labels.names()) : Optional.empty();
  }

  @Override
  public void close() {
    client.close();
    cache.close();
  }
}
