package io.medsift.llm.stage;

import io.medsift.llm.cache.PaidAnswer;
import io.medsift.llm.cache.TopicAnswerCache;
import io.medsift.llm.client.ChatReply;
import io.medsift.llm.client.ChatRequest;
import io.medsift.llm.client.FailureKind;
import io.medsift.llm.client.ModelClient;
import io.medsift.llm.client.ModelException;
import io.medsift.llm.client.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Asks one question to its end: each reply from the ledger where it has it, else from the model and
 * then into the ledger; as long as the check complains, with its complaint, up to the plan's
 * attempts. Used once.
 */
final class ModelCaller {

  private static final int LONGEST_QUOTE = 200;

  private final AskSettings plan;
  private final TopicAnswerCache ledger;
  private final ModelClient client;
  private TokenUsage all = TokenUsage.NONE;
  private TokenUsage paid = TokenUsage.NONE;
  private int fromLedger;
  private int unread;
  private int failed;

  ModelCaller(AskSettings plan, TopicAnswerCache ledger, ModelClient client) {
    this.plan = plan;
    this.ledger = ledger;
    this.client = client;
  }

  /**
   * The answer, or why there is none.
   *
   * @throws ModelException when no question will be answered until somebody changes something
   */
  Outcome ask(Question question) throws ModelException, InterruptedException {
    int round = RetryRound.round(question.record());
    for (int earlier = 0; earlier < round; earlier++) {
      PaidAnswer answer = inLedger(question, earlier);
      if (answer != null) {
        all = all.plus(answer.usage());
        fromLedger++;
        return new Outcome(answer, null, null, all, paid, fromLedger, unread, failed);
      }
    }
    return ask(question, round);
  }

  /** The answer of use that an earlier round got, null where it got none. */
  private PaidAnswer inLedger(Question question, int round) {
    for (int attempt = 1; attempt <= plan.attempts(); attempt++) {
      PaidAnswer known = ledger.find(question.hash(), round * plan.attempts() + attempt);
      if (known != null
          && known.refusal() == null
          && plan.check().complaint(known.reply()) == null) {
        return known;
      }
    }
    return null;
  }

  private Outcome ask(Question question, int round) throws ModelException, InterruptedException {
    ChatRequest request = inRound(question, RequestCodec.read(question.request()));
    for (int attempt = 1; ; attempt++) {
      PaidAnswer answer;
      try {
        answer = answer(question.hash(), round * plan.attempts() + attempt, request);
      } catch (ModelException failure) {
        if (failure.kind().remedy() == FailureKind.Remedy.STOP) {
          throw failure;
        }
        return failed(reason(failure.kind()), sentence(failure.getMessage()));
      }
      all = all.plus(answer.usage());
      if (answer.refusal() != null) {
        return failed(DeadLetterReason.REFUSED, sentence(answer.refusal()));
      }
      String complaint = plan.check().complaint(answer.reply());
      if (complaint == null) {
        return new Outcome(answer, null, null, all, paid, fromLedger, unread, failed);
      }
      unread++;
      if (attempt == plan.attempts()) {
        return failed(DeadLetterReason.UNREADABLE, unreadable(answer.reply()));
      }
      request = again(request, answer.reply(), complaint);
    }
  }

  private static ChatRequest inRound(Question question, ChatRequest request) {
    ChatRequest.Sampling sampling = request.sampling();
    if (sampling.seed() == null || RetryRound.round(question.record()) == 0) {
      return request;
    }
    return new ChatRequest(
        request.messages(),
        request.schema(),
        sampling.withSeed(RetryRound.seed(question.record(), sampling.seed())));
  }

  private PaidAnswer answer(String content, int attempt, ChatRequest request)
      throws ModelException, InterruptedException {
    PaidAnswer known = ledger.find(content, attempt);
    if (known != null) {
      fromLedger++;
      return known;
    }
    PaidAnswer answer = paid(request);
    ledger.record(content, attempt, answer);
    return answer;
  }

  private PaidAnswer paid(ChatRequest request) throws ModelException, InterruptedException {
    try {
      ChatReply reply = client.ask(request, this::noReply);
      paid = paid.plus(reply.usage());
      return PaidAnswer.of(reply, System.currentTimeMillis());
    } catch (ModelException failure) {
      FailureKind kind = failure.kind();
      if (kind.isPaidFor()) {
        return PaidAnswer.refused(
            failure.getMessage(), failure.usage(), System.currentTimeMillis());
      }
      throw failure;
    }
  }

  private void noReply(ModelException failure) {
    failed++;
    paid = paid.plus(failure.usage());
  }

  private static ChatRequest again(ChatRequest request, ChatReply reply, String complaint) {
    List<ChatRequest.Message> messages = new ArrayList<>(request.messages());
    messages.add(ChatRequest.Message.assistant(reply.text()));
    messages.add(ChatRequest.Message.user(complaint));
    return new ChatRequest(messages, request.schema(), request.sampling());
  }

  private String sentence(String words) {
    return String.format(
        Locale.ROOT, "the %s model %s gave no answer: %s", role(), plan.model().model(), words);
  }

  private String unreadable(ChatReply reply) {
    String text = reply.text().replaceAll("\\s+", " ").strip();
    String quote =
        text.length() <= LONGEST_QUOTE
            ? text
            : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, LONGEST_QUOTE)))
                + "…";
    return String.format(
        Locale.ROOT,
        "the %s model %s gave no reply that can be read in %d attempts; the last was '%s'%s",
        role(),
        plan.model().model(),
        plan.attempts(),
        quote,
        reply.complete() ? "" : ", cut at max_tokens");
  }

  private String role() {
    return plan.role().wireName();
  }

  private static DeadLetterReason reason(FailureKind kind) {
    return kind == FailureKind.BAD_REQUEST
        ? DeadLetterReason.BAD_REQUEST
        : DeadLetterReason.NO_REPLY;
  }

  private Outcome failed(DeadLetterReason reason, String failure) {
    return new Outcome(null, failure, reason, all, paid, fromLedger, unread, failed);
  }
}
