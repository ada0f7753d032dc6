package io.medsift.llm.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Client of an endpoint, with retries, a rate limit and bounded concurrency.
 *
 * <ol>
 *   <li>At most {@code concurrency} requests are in flight, at the rate of the pace at most; waits
 *       between attempts do not count.
 *   <li>Transient failures (rate limits, server errors, lost connections, broken and empty replies)
 *       are retried with exponential backoff, until the policy's attempts or time are used up. A
 *       patient policy waits for an endpoint that is down, however long that takes.
 *   <li>A rate limit, or any failure with {@code Retry-After}, makes all requests wait for the time
 *       that the endpoint names, at most {@link RetryPolicy#MAX_RETRY_AFTER}.
 *   <li>If no request gets a reply for longer than the policy's outage, nothing is retried.
 *   <li>Permanent failures are thrown at once.
 * </ol>
 *
 * <p>Thread-safe; each caller waits in its own thread.
 */
public final class ModelClient implements AutoCloseable {

  private static final Duration JITTER = Duration.ofMillis(250);

  private final OpenAiEndpoint endpoint;
  private final RetryPolicy policy;
  private final RequestPace pace;
  private final Semaphore slots;
  private final LongSupplier nanoTime = System::nanoTime;
  private final ModelMeter meter = new ModelMeter();
  private final EndpointHealth health;
  private final Consumer<ModelException> retried;

  /**
   * Creates a client without a rate limit.
   *
   * @param endpoint closed with the client
   * @param retried called with each failure that is retried, by many threads
   */
  public ModelClient(
      OpenAiEndpoint endpoint,
      RetryPolicy policy,
      int concurrency,
      Consumer<ModelException> retried) {
    this(
        endpoint,
        policy,
        concurrency,
        RequestPace.unlimited(),
        new EndpointHealth.Listener() {},
        retried);
  }

  /**
   * Creates a client.
   *
   * @param endpoint closed with the client
   * @param pace of this client alone
   * @param listener notified when the endpoint goes down and comes back
   * @param retried called with each failure that is retried, by many threads
   */
  public ModelClient(
      OpenAiEndpoint endpoint,
      RetryPolicy policy,
      int concurrency,
      RequestPace pace,
      EndpointHealth.Listener listener,
      Consumer<ModelException> retried) {
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency must be at least 1, got " + concurrency);
    }
    this.endpoint = requireNonNull(endpoint, "endpoint is null");
    this.policy = requireNonNull(policy, "policy is null");
    this.slots = new Semaphore(concurrency, true);
    this.pace = requireNonNull(pace, "pace is null");
    this.health = new EndpointHealth(nanoTime, listener);
    this.retried = requireNonNull(retried, "retried is null");
  }

  /**
   * Sends a request, with retries, and returns the reply.
   *
   * @throws ModelException if there is none within the policy
   */
  public ChatReply ask(ChatRequest request) throws ModelException, InterruptedException {
    return ask(request, failure -> {});
  }

  /**
   * Sends a request, with retries, and returns the reply.
   *
   * @param failed called with each failed attempt at this request, the last included
   * @throws ModelException if there is none within the policy
   */
  public ChatReply ask(ChatRequest request, Consumer<ModelException> failed)
      throws ModelException, InterruptedException {
    health.begun();
    try {
      return retrying(request, failed);
    } finally {
      health.ended();
    }
  }

  private ChatReply retrying(ChatRequest request, Consumer<ModelException> failed)
      throws ModelException, InterruptedException {
    long start = nanoTime.getAsLong();
    RetryPolicy.Attempts attempts = policy.start(health.replies());
    while (true) {
      try {
        return send(request);
      } catch (ModelException failure) {
        meter.failed(failure);
        health.failed(failure);
        failed.accept(failure);
        attempts.failed(failure.kind(), health.replies());
        requireNoOutage(failure, attempts);
        Duration wait = waitAfter(failure, attempts.all());
        if (failure.kind().remedy() != FailureKind.Remedy.RETRY
            || attempts.usedUp()
            || elapsed(start).plus(wait).compareTo(policy.budget()) > 0) {
          throw failure.after(attempts.all());
        }
        retried.accept(failure);
        pause(failure, wait);
      }
    }
  }

  private ChatReply send(ChatRequest request) throws ModelException, InterruptedException {
    long estimate = pace.await(request);
    slots.acquire();
    TokenUsage usage = TokenUsage.NONE;
    try {
      // One may have begun while this request waited for its slot.
      pace.awaitCoolDown();
      ChatReply reply = endpoint.ask(request);
      usage = reply.usage();
      meter.replied(usage);
      health.replied();
      return reply;
    } catch (ModelException failure) {
      usage = failure.usage();
      throw failure;
    } finally {
      slots.release();
      pace.settle(estimate, usage);
    }
  }

  private Duration waitAfter(ModelException failure, int attempt) {
    Duration delay = policy.delay(attempt, ThreadLocalRandom.current());
    return failure
        .retryAfter()
        .filter(asked -> asked.compareTo(delay) > 0)
        .map(
            asked ->
                asked.compareTo(RetryPolicy.MAX_RETRY_AFTER) > 0
                    ? RetryPolicy.MAX_RETRY_AFTER
                    : asked)
        .orElse(delay);
  }

  private void requireNoOutage(ModelException failure, RetryPolicy.Attempts attempts)
      throws ModelException {
    Duration silent = health.silentFor();
    if (!silent.isZero() && silent.compareTo(policy.outage()) >= 0) {
      if (health.isLastOfMany()) {
        // A restarted job would end at this request again: the request itself may be at fault.
        if (attempts.all() >= policy.attempts()) {
          throw failure.after(attempts.all());
        }
        return;
      }
      throw new ModelException(
          FailureKind.OUTAGE,
          String.format(
              Locale.ROOT,
              "no request got a reply for %,d s; the last failure: %s",
              silent.toSeconds(),
              failure.getMessage()),
          null,
          failure.usage());
    }
  }

  private Duration elapsed(long start) {
    return Duration.ofNanos(nanoTime.getAsLong() - start);
  }

  private void pause(ModelException failure, Duration wait) throws InterruptedException {
    if (failure.kind() == FailureKind.RATE_LIMITED || failure.retryAfter().isPresent()) {
      pace.coolDown(wait);
      pace.awaitCoolDown();
      // Not all at the same instant.
      TimeUnit.NANOSECONDS.sleep(ThreadLocalRandom.current().nextLong(JITTER.toNanos()));
    } else {
      TimeUnit.NANOSECONDS.sleep(wait.toNanos());
    }
  }

  /** Returns how long all requests still wait because the endpoint asked for it. */
  public Duration coolDownLeft() {
    return pace.coolDownLeft();
  }

  /** Returns the health of the endpoint. */
  public EndpointHealth health() {
    return health;
  }

  public ModelMeter meter() {
    return meter;
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
