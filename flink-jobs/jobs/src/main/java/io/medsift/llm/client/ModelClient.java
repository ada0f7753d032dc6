package io.medsift.llm.client;

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
 *   <li>At most {@code concurrency} requests are under way, and no more a minute than the pace
 *       allows; waiting between attempts does not count.
 *   <li>What may pass (rate limits, server errors, lost connections, broken and empty replies) is
 *       tried again after a delay that grows, until the policy's attempts or time are used up. A
 *       patient policy waits for an endpoint that is down as long as that lasts.
 *   <li>A rate limit, or any failure with {@code Retry-After}, makes everyone wait, for the time
 *       that is asked for but no more than {@link RetryPolicy#LONGEST_ASKED_WAIT}.
 *   <li>Where nobody gets a reply for longer than the policy's outage, nothing is tried again.
 *   <li>What does not pass is thrown at once.
 * </ol>
 *
 * <p>Safe for use by many threads; each caller waits in its own.
 */
public final class ModelClient implements AutoCloseable {

  private static final Duration SPREAD = Duration.ofMillis(250);
  private static final EndpointHealth.Listener NOBODY =
      new EndpointHealth.Listener() {
        @Override
        public void down(String words) {}

        @Override
        public void up(Duration after) {}
      };

  private final ChatEndpoint endpoint;
  private final RetryPolicy policy;
  private final RequestPace pace;
  private final Semaphore free;
  private final LongSupplier nanoTime = System::nanoTime;
  private final CoolDown coolDown = new CoolDown(nanoTime);
  private final ModelMeter meter = new ModelMeter();
  private final EndpointHealth health;
  private final Consumer<ModelException> retried;

  /**
   * A client without a pace that closes its endpoint with itself.
   *
   * @param retried told of each failure that is tried again; called by many threads
   */
  public ModelClient(
      ChatEndpoint endpoint,
      RetryPolicy policy,
      int concurrency,
      Consumer<ModelException> retried) {
    this(endpoint, policy, concurrency, RequestPace.unbounded(), NOBODY, retried);
  }

  /**
   * A client that closes its endpoint with itself.
   *
   * @param listener told when the endpoint goes down and comes back
   * @param retried told of each failure that is tried again; called by many threads
   */
  public ModelClient(
      ChatEndpoint endpoint,
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
    this.free = new Semaphore(concurrency, true);
    this.pace = requireNonNull(pace, "pace is null");
    this.health = new EndpointHealth(nanoTime, listener);
    this.retried = requireNonNull(retried, "retried is null");
  }

  /**
   * The reply to a request.
   *
   * @throws ModelException when there is none and none is to be expected within the policy
   */
  public ChatReply ask(ChatRequest request) throws ModelException, InterruptedException {
    return ask(request, failure -> {});
  }

  /**
   * The reply to a request.
   *
   * @param failed told of each attempt at this request that failed, the last included
   * @throws ModelException when there is none and none is to be expected within the policy
   */
  public ChatReply ask(ChatRequest request, Consumer<ModelException> failed)
      throws ModelException, InterruptedException {
    health.begun();
    try {
      return patiently(request, failed);
    } finally {
      health.ended();
    }
  }

  private ChatReply patiently(ChatRequest request, Consumer<ModelException> failed)
      throws ModelException, InterruptedException {
    long start = nanoTime.getAsLong();
    Attempts attempts = new Attempts(policy, health.replies());
    while (true) {
      try {
        return once(request);
      } catch (ModelException failure) {
        meter.failed(failure);
        health.failed(failure);
        failed.accept(failure);
        attempts.failed(failure.kind(), health.replies());
        requireNoOutage(failure, attempts);
        Duration wait = waitAfter(failure, attempts.all());
        if (failure.kind().remedy() != FailureKind.Remedy.ASK_AGAIN
            || attempts.usedUp()
            || elapsed(start).plus(wait).compareTo(policy.budget()) > 0) {
          throw failure.after(attempts.all());
        }
        retried.accept(failure);
        pause(failure, wait);
      }
    }
  }

  private ChatReply once(ChatRequest request) throws ModelException, InterruptedException {
    coolDown.await();
    long estimate = pace.await(request);
    free.acquire();
    TokenUsage usage = TokenUsage.NONE;
    try {
      // It may have begun while this request waited for its turn.
      coolDown.await();
      ChatReply reply = endpoint.ask(request);
      usage = reply.usage();
      meter.replied(usage);
      health.replied();
      return reply;
    } catch (ModelException failure) {
      usage = failure.usage();
      throw failure;
    } finally {
      free.release();
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
                asked.compareTo(RetryPolicy.LONGEST_ASKED_WAIT) > 0
                    ? RetryPolicy.LONGEST_ASKED_WAIT
                    : asked)
        .orElse(delay);
  }

  private void requireNoOutage(ModelException failure, Attempts attempts) throws ModelException {
    Duration silent = health.silentFor();
    if (!silent.isZero() && silent.compareTo(policy.outage()) >= 0) {
      if (health.isLastOfMany()) {
        // Started again, the job would end at this request again: the fault may be its own.
        if (attempts.all() >= policy.attempts()) {
          throw failure.after(attempts.all());
        }
        return;
      }
      throw new ModelException(
          FailureKind.OUTAGE,
          "no request got a reply for %,d s; the last failure: %s"
              .formatted(silent.toSeconds(), failure.getMessage()),
          null,
          failure.usage());
    }
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

  /** Whether the endpoint answers. */
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
