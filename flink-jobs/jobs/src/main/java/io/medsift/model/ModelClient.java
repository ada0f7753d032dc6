package io.medsift.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Asks an endpoint until it answers, within bounds.
 *
 * <ol>
 *   <li>At most {@code concurrency} requests are under way; waiting between attempts does not
 *       count.
 *   <li>What may pass (rate limits, server errors, lost connections, broken and empty replies) is
 *       tried again after a delay that grows, until the policy's attempts or time are used up.
 *   <li>A rate limit, or any failure with {@code Retry-After}, makes everyone wait.
 *   <li>What does not pass is thrown at once.
 * </ol>
 *
 * <p>Safe for use by many threads; each caller waits in its own.
 */
public final class ModelClient implements AutoCloseable {

  private static final Duration SPREAD = Duration.ofMillis(250);

  private final ChatEndpoint endpoint;
  private final RetryPolicy policy;
  private final Semaphore free;
  private final LongSupplier nanoTime = System::nanoTime;
  private final CoolDown coolDown = new CoolDown(nanoTime);
  private final ModelMeter meter = new ModelMeter();
  private final Consumer<ModelException> retried;

  /**
   * A client that closes its endpoint with itself.
   *
   * @param retried told of each failure that is tried again; called by many threads
   */
  public ModelClient(
      ChatEndpoint endpoint,
      RetryPolicy policy,
      int concurrency,
      Consumer<ModelException> retried) {
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency must be at least 1, got " + concurrency);
    }
    this.endpoint = requireNonNull(endpoint, "endpoint is null");
    this.policy = requireNonNull(policy, "policy is null");
    this.free = new Semaphore(concurrency, true);
    this.retried = requireNonNull(retried, "retried is null");
  }

  /**
   * The reply to a request.
   *
   * @throws ModelException when there is none and none is to be expected within the policy
   */
  public ChatReply ask(ChatRequest request) throws ModelException, InterruptedException {
    long start = nanoTime.getAsLong();
    int counted = 0;
    for (int attempt = 1; ; attempt++) {
      try {
        return once(request);
      } catch (ModelException failure) {
        meter.failed(failure);
        counted += failure.kind() == FailureKind.RATE_LIMITED ? 0 : 1;
        Duration wait = waitAfter(failure, attempt);
        if (failure.kind().remedy() != FailureKind.Remedy.ASK_AGAIN
            || counted >= policy.attempts()
            || elapsed(start).plus(wait).compareTo(policy.budget()) > 0) {
          throw failure.after(attempt);
        }
        retried.accept(failure);
        pause(failure, wait);
      }
    }
  }

  private ChatReply once(ChatRequest request) throws ModelException, InterruptedException {
    coolDown.await();
    free.acquire();
    try {
      // It may have begun while this request waited for its turn.
      coolDown.await();
      ChatReply reply = endpoint.ask(request);
      meter.replied(reply.usage());
      return reply;
    } finally {
      free.release();
    }
  }

  private Duration waitAfter(ModelException failure, int attempt) {
    Duration delay = policy.delay(attempt, ThreadLocalRandom.current());
    return failure.retryAfter().filter(asked -> asked.compareTo(delay) > 0).orElse(delay);
  }

  private Duration elapsed(long start) {
    return Duration.ofNanos(nanoTime.getAsLong() - start);
  }

  private void pause(ModelException failure, Duration wait) throws InterruptedException {
    if (failure.kind() == FailureKind.RATE_LIMITED || failure.retryAfter().isPresent()) {
      coolDown.last(wait);
      coolDown.await();
      // Not all in the same instant.
      TimeUnit.NANOSECONDS.sleep(ThreadLocalRandom.current().nextLong(SPREAD.toNanos()));
    } else {
      TimeUnit.NANOSECONDS.sleep(wait.toNanos());
    }
  }

  /** How long everyone waits because the endpoint asked for it; zero when nobody does. */
  public Duration coolDownLeft() {
    return coolDown.left();
  }

  public ModelMeter meter() {
    return meter;
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
