package io.medsift.llm.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Rate limiter of a client. It spreads requests and tokens evenly over each minute, and stops all
 * requests during a cool-down. Tokens are reserved by an estimate when a request is sent and
 * corrected when they are counted, so the average rate holds whatever the estimate. Thread-safe.
 *
 * <p>Each limit is a moment: the time at which all requests so far would have been sent at the
 * allowed rate. A request waits for that moment. Unused capacity is kept for one second.
 */
public final class RequestPace {

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final long BURST = TimeUnit.SECONDS.toNanos(1);
  private static final int CHARACTERS_PER_TOKEN = 4;
  private static final double MEAN_WEIGHT = 0.05;

  private final double nanosPerRequest;
  private final double nanosPerToken;
  private final LongSupplier nanoTime;
  private final AtomicLong coolDownEnd;
  private double requestsUntil;
  private double tokensUntil;
  private double completionMean;

  /**
   * Creates a limiter.
   *
   * @param requestsPerMinute null for no limit
   * @param tokensPerMinute null for no limit
   */
  public RequestPace(Long requestsPerMinute, Long tokensPerMinute, LongSupplier nanoTime) {
    this.nanosPerRequest = requestsPerMinute == null ? 0 : (double) MINUTE / requestsPerMinute;
    this.nanosPerToken = tokensPerMinute == null ? 0 : (double) MINUTE / tokensPerMinute;
    this.nanoTime = nanoTime;
    this.coolDownEnd = new AtomicLong(nanoTime.getAsLong());
    this.requestsUntil = nanoTime.getAsLong() - BURST;
    this.tokensUntil = requestsUntil;
  }

  /** Creates a limiter without limits. */
  public static RequestPace unlimited() {
    return new RequestPace(null, null, System::nanoTime);
  }

  /** Delay of a request, and the tokens reserved for it. */
  record Turn(Duration delay, long tokens) {}

  /** Waits until a request may be sent; returns the tokens reserved for it. */
  long await(ChatRequest request) throws InterruptedException {
    awaitCoolDown();
    if (nanosPerRequest == 0 && nanosPerToken == 0) {
      return 0;
    }
    Turn turn = take(request);
    TimeUnit.NANOSECONDS.sleep(turn.delay().toNanos());
    return turn.tokens();
  }

  /** Reserves capacity for a request. */
  synchronized Turn take(ChatRequest request) {
    long tokens = request.characters() / CHARACTERS_PER_TOKEN + Math.round(completionMean);
    long now = nanoTime.getAsLong();
    // Unused capacity is lost, except for a burst.
    double earliest = now - BURST;
    double requests = Math.max(requestsUntil, earliest);
    double used = Math.max(tokensUntil, earliest);
    requestsUntil = requests + nanosPerRequest;
    tokensUntil = used + tokens * nanosPerToken;
    double start = Math.max(requests, used);
    return new Turn(Duration.ofNanos(Math.max(0, Math.round(start - now))), tokens);
  }

  /** Replaces an estimate with the tokens that were counted. */
  synchronized void settle(long estimate, TokenUsage usage) {
    tokensUntil += (usage.prompt() + usage.completion() - estimate) * nanosPerToken;
    completionMean += MEAN_WEIGHT * (usage.completion() - completionMean);
  }

  /** Stops all requests for a time from now; a cool-down that lasts longer stays as it is. */
  void coolDown(Duration wait) {
    long wanted = nanoTime.getAsLong() + wait.toNanos();
    coolDownEnd.accumulateAndGet(wanted, (known, next) -> next - known > 0 ? next : known);
  }

  /** Returns the rest of the cool-down; zero when it is over. */
  Duration coolDownLeft() {
    return Duration.ofNanos(Math.max(0, coolDownEnd.get() - nanoTime.getAsLong()));
  }

  /** Waits for the end of the cool-down, and of one that begins meanwhile. */
  void awaitCoolDown() throws InterruptedException {
    for (Duration left = coolDownLeft(); !left.isZero(); left = coolDownLeft()) {
      TimeUnit.NANOSECONDS.sleep(left.toNanos());
    }
  }
}
