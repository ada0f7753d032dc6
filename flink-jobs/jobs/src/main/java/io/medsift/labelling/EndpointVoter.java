package io.medsift.labelling;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.centroids.CentroidManifest;
import io.medsift.llm.client.ChatReply;
import io.medsift.llm.client.ChatRequest;
import io.medsift.llm.client.FailureKind;
import io.medsift.llm.client.ModelClient;
import io.medsift.llm.client.ModelException;
import io.medsift.llm.prompt.LabelPrompt;
import io.medsift.storage.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Votes by asking a language model.
 *
 * <p>Each answer is on the disk before it counts, under the hashes of words, labels and text and
 * the name of the model, and is never asked for again. A reply that names no label is asked again
 * once, with a word on what is expected; after that, and after a refusal, the prompt has no vote.
 * Failures of the endpoint leave no trace in the log, so the next run asks again.
 */
public final class EndpointVoter implements Voter {

  private static final String KIND = "endpoint";
  private static final int MOST_ANSWERS = 2;
  private static final int MOST_FAILURES_IN_A_ROW = 20;
  private static final String REMINDER =
      "That is not one of the labels. Reply with JSON of the form {\"label\": \"...\"} and with one"
          + " of the listed labels, exactly as it is spelt there.";

  private final String model;
  private final LabelSet labels;
  private final LabelPrompt prompt;
  private final ChatRequest.Schema schema;
  private final ModelClient client;
  private final Map<String, List<Answer>> known = new ConcurrentHashMap<>();
  private final AnswerLog log;
  private final LongAdder earlier = new LongAdder();
  private final LongAdder unanswered = new LongAdder();
  private final AtomicInteger failuresInARow = new AtomicInteger();

  /**
   * Reads what is in the log.
   *
   * @param model the name that answers are kept under
   * @param client closed with this
   * @param answers directory of the log, made if absent
   */
  public EndpointVoter(
      String model, LabelSet labels, LabelPrompt prompt, ModelClient client, Path answers)
      throws IOException {
    this.model = model;
    this.labels = labels;
    this.prompt = prompt;
    this.schema = LabelReply.schema(labels);
    this.client = client;
    String promptHash = prompt.sha256();
    String labelsHash = labels.sha256();
    this.log =
        AnswerLog.open(
            answers,
            answer -> {
              if (answer.prompt().equals(promptHash)
                  && answer.labels().equals(labelsHash)
                  && answer.model().equals(model)) {
                keep(answer);
              }
            });
  }

  private void keep(Answer answer) {
    known.computeIfAbsent(answer.content(), content -> new ArrayList<>()).add(answer);
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

  /** Prompts that earlier runs had paid for. */
  public long fromEarlierRuns() {
    return earlier.sum();
  }

  /** Prompts of this run that the endpoint gave no answer to. */
  public long unanswered() {
    return unanswered.sum();
  }

  @Override
  public String vote(String text) throws LabellingException, InterruptedException {
    String content = Sha256.of(text.getBytes(UTF_8));
    List<Answer> answers = List.copyOf(known.getOrDefault(content, List.of()));
    if (isSettled(answers)) {
      earlier.increment();
    }
    while (!isSettled(answers)) {
      Answer answer = ask(text, content, answers);
      if (answer == null) {
        return null;
      }
      answers = new ArrayList<>(answers);
      answers.add(answer);
    }
    return answers.get(answers.size() - 1).label();
  }

  private static boolean isSettled(List<Answer> answers) {
    return answers.size() >= MOST_ANSWERS || answers.stream().anyMatch(Answer::settles);
  }

  /** One more answer, on the disk; null where the endpoint gave none. */
  private Answer ask(String text, String content, List<Answer> before)
      throws LabellingException, InterruptedException {
    try {
      ChatReply reply = client.ask(question(text, before));
      failuresInARow.set(0);
      String label =
          reply.complete() ? LabelReply.read(reply.text(), labels.names()).orElse(null) : null;
      return kept(
          new Answer(
              prompt.sha256(),
              model,
              labels.sha256(),
              content,
              reply.text(),
              label,
              false,
              reply.usage().prompt(),
              reply.usage().completion()));
    } catch (ModelException failure) {
      return after(failure, content);
    }
  }

  private Answer after(ModelException failure, String content) throws LabellingException {
    FailureKind kind = failure.kind();
    if (kind.isPaidFor()) {
      failuresInARow.set(0);
      return kept(
          new Answer(
              prompt.sha256(),
              model,
              labels.sha256(),
              content,
              failure.getMessage(),
              null,
              true,
              failure.usage().prompt(),
              failure.usage().completion()));
    }
    unanswered.increment();
    boolean tooMany = failuresInARow.incrementAndGet() >= MOST_FAILURES_IN_A_ROW;
    if (kind.remedy() == FailureKind.Remedy.STOP) {
      throw new LabellingException(failure.getMessage(), failure);
    }
    if (tooMany) {
      throw new LabellingException(
          MOST_FAILURES_IN_A_ROW
              + " prompts in a row got no answer, the last because "
              + failure.getMessage(),
          failure);
    }
    return null;
  }

  private ChatRequest question(String text, List<Answer> before) {
    List<ChatRequest.Message> messages = new ArrayList<>();
    messages.add(ChatRequest.Message.user(prompt.about(text, labels.listing())));
    for (Answer answer : before) {
      messages.add(ChatRequest.Message.assistant(answer.reply()));
      messages.add(ChatRequest.Message.user(REMINDER));
    }
    return new ChatRequest(messages, schema);
  }

  private Answer kept(Answer answer) throws LabellingException {
    try {
      log.append(answer);
      return answer;
    } catch (IOException e) {
      throw new LabellingException(
          "an answer that is paid for cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    client.close();
    try {
      log.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the log of answers cannot be closed", e);
    }
  }
}
