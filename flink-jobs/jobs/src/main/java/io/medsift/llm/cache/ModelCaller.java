package io.medsift.llm.cache;

import io.medsift.llm.client.ChatReply;
import io.medsift.llm.client.ChatRequest;
import io.medsift.llm.client.FailureKind;
import io.medsift.llm.client.ModelClient;
import io.medsift.llm.client.ModelException;
import io.medsift.llm.client.TokenUsage;
import io.medsift.text.Text;
import java.util.Locale;

/**
 * Calls a model until it gives a usable reply: each reply from the cache if it is there, else from
 * the model and then into the cache. Thread-safe.
 */
public final class ModelCaller {

  /** Reasons why a request got no answer. */
  public enum Failure {
    /** The model refused, or a content filter withheld the answer. */
    REFUSED,
    /** No reply passed the check. */
    UNREADABLE,
    /** The endpoint rejected the request. */
    BAD_REQUEST,
    /** The endpoint gave no usable reply. */
    NO_REPLY
  }

  /**
   * Result of a call.
   *
   * @param answer null if there is none
   * @param failure null if there is an answer
   * @param message sentence that explains the failure, null if there is an answer
   * @param all tokens of all replies, those from the cache included
   * @param paid tokens that were paid for by this call
   * @param requests requests for which the cache had no reply
   * @param cached replies from the cache
   * @param unreadable replies that did not pass the check
   * @param failed attempts without a reply
   */
  public record Result(
      PaidAnswer answer,
      Failure failure,
      String message,
      TokenUsage all,
      TokenUsage paid,
      int requests,
      int cached,
      int unreadable,
      int failed) {}

  private static final int MAX_QUOTE = 200;

  private final AnswerScope scope;
  private final int attempts;
  private final ReplyCheck check;
  private final AnswerCache cache;
  private final ModelClient client;

  /**
   * Creates a caller.
   *
   * @param scope of the cache
   * @param attempts maximum number of paid replies to one request
   */
  public ModelCaller(
      AnswerScope scope, int attempts, ReplyCheck check, AnswerCache cache, ModelClient client) {
    this.scope = scope;
    this.attempts = attempts;
    this.check = check;
    this.cache = cache;
    this.client = client;
  }

  /**
   * Calls the model about a request.
   *
   * @param hash of the request
   * @param round how often the request failed for good before; each round has its own attempts
   * @throws ModelException if no request will succeed without a change of settings
   */
  public Result call(String hash, ChatRequest request, int round)
      throws ModelException, InterruptedException {
    return new Call(hash).run(request, round);
  }

  /** State of one call. */
  private final class Call {
    private final String hash;
    private TokenUsage all = TokenUsage.NONE;
    private TokenUsage paid = TokenUsage.NONE;
    private int requests;
    private int cached;
    private int unreadable;
    private int failed;

    Call(String hash) {
      this.hash = hash;
    }

    Result run(ChatRequest first, int round) throws ModelException, InterruptedException {
      for (int earlier = 0; earlier < round; earlier++) {
        PaidAnswer answer = answerOf(earlier, first);
        if (answer != null) {
          all = all.plus(answer.usage());
          cached++;
          return result(answer, null, null);
        }
      }
      ChatRequest request = first;
      for (int attempt = 1; ; attempt++) {
        PaidAnswer answer;
        try {
          answer = answer(number(round, attempt), request);
        } catch (ModelException failure) {
          if (failure.kind().remedy() == FailureKind.Remedy.STOP) {
            throw failure;
          }
          return result(
              null,
              failure.kind() == FailureKind.BAD_REQUEST ? Failure.BAD_REQUEST : Failure.NO_REPLY,
              noAnswer(failure.getMessage()));
        }
        all = all.plus(answer.usage());
        if (answer.refusal() != null) {
          return result(null, Failure.REFUSED, noAnswer(answer.refusal()));
        }
        String complaint = check.complaint(first, answer.reply());
        if (complaint == null) {
          return result(answer, null, null);
        }
        unreadable++;
        if (attempt == attempts) {
          return result(null, Failure.UNREADABLE, unreadable(answer.reply()));
        }
        request = request.followedBy(answer.reply().text(), complaint);
      }
    }

    private int number(int round, int attempt) {
      return round * attempts + attempt;
    }

    /** Returns the usable answer of an earlier round, null if there was none. */
    private PaidAnswer answerOf(int round, ChatRequest first) {
      for (int attempt = 1; attempt <= attempts; attempt++) {
        PaidAnswer known = cache.find(hash, number(round, attempt));
        if (known != null
            && known.refusal() == null
            && check.complaint(first, known.reply()) == null) {
          return known;
        }
      }
      return null;
    }

    private PaidAnswer answer(int attempt, ChatRequest request)
        throws ModelException, InterruptedException {
      PaidAnswer known = cache.find(hash, attempt);
      if (known != null) {
        cached++;
        return known;
      }
      PaidAnswer answer = request(request);
      cache.put(hash, attempt, answer);
      return answer;
    }

    private PaidAnswer request(ChatRequest request) throws ModelException, InterruptedException {
      requests++;
      try {
        ChatReply reply =
            client.ask(
                request,
                failure -> {
                  failed++;
                  paid = paid.plus(failure.usage());
                });
        paid = paid.plus(reply.usage());
        return PaidAnswer.of(reply, System.currentTimeMillis());
      } catch (ModelException failure) {
        if (failure.kind().isPaidFor()) {
          return PaidAnswer.refused(
              failure.getMessage(), failure.usage(), System.currentTimeMillis());
        }
        throw failure;
      }
    }

    private Result result(PaidAnswer answer, Failure failure, String message) {
      return new Result(answer, failure, message, all, paid, requests, cached, unreadable, failed);
    }
  }

  private String noAnswer(String message) {
    return "the %s model %s gave no answer: %s".formatted(scope.role(), scope.model(), message);
  }

  private String unreadable(ChatReply reply) {
    String text = reply.text().replaceAll("\\s+", " ").strip();
    return String.format(
        Locale.ROOT,
        "the %s model %s gave no reply that can be parsed in %d attempts; the last was '%s'%s",
        scope.role(),
        scope.model(),
        attempts,
        Text.shortened(text, MAX_QUOTE),
        reply.complete() ? "" : ", cut at max_tokens");
  }
}
