package io.medsift.llm.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Spreads requests and tokens evenly over each minute. Tokens are taken by an estimate when a
 * request goes out and settled when they are counted, so the average holds whatever the estimate.
 * Thread-safe.
 *
 * <p>Each bound is a moment: what was let through so far would, at the allowed rate, have taken
 * until then. A request waits for that moment; room that was not used is kept for a second.
 */
public final class RequestPace {

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final long BURST = TimeUnit.SECONDS.toNanos(1);
  private static final int CHARACTERS_A_TOKEN = 4;
  private static final double NEWEST = 0.05;

  private final double nanosPerRequest;
  private final double nanosPerToken;
  private final LongSupplier nanoTime;
  private double requestsUntil;
  private double tokensUntil;
  private double completionMean;

  /**
   * A pace.
   *
   * @param requestsPerMinute null for no bound
   * @param tokensPerMinute null for no bound
   */
  public RequestPace(Long requestsPerMinute, Long tokensPerMinute, LongSupplier nanoTime) {
    this.nanosPerRequest = requestsPerMinute == null ? 0 : (double) MINUTE / requestsPerMinute;
    this.nanosPerToken = tokensPerMinute == null ? 0 : (double) MINUTE / tokensPerMinute;
    this.nanoTime = nanoTime;
    this.requestsUntil = nanoTime.getAsLong() - BURST;
    this.tokensUntil = requestsUntil;
  }

  /** A pace without bounds. */
  public static RequestPace unbounded() {
    return new RequestPace(null, null, System::nanoTime);
  }

  /** When a request may go, and the tokens it is taken to need. */
  record Turn(Duration delay, long tokens) {}

  /** Waits until a request may go; returns the tokens it was taken to need. */
  long await(ChatRequest request) throws InterruptedException {
    if (nanosPerRequest == 0 && nanosPerToken == 0) {
      return 0;
    }
    Turn turn = take(request);
    TimeUnit.NANOSECONDS.sleep(turn.delay().toNanos());
    return turn.tokens();
  }

  /** Gives a request its turn. */
  synchronized Turn take(ChatRequest request) {
    long tokens = request.characters() / CHARACTERS_A_TOKEN + Math.round(completionMean);
    long now = nanoTime.getAsLong();
    // Room that nobody used is lost but for a burst.
    double room = now - BURST;
    double requests = Math.max(requestsUntil, room);
    double used = Math.max(tokensUntil, room);
    requestsUntil = requests + nanosPerRequest;
    tokensUntil = used + tokens * nanosPerToken;
    double start = Math.max(requests, used);
    return new Turn(Duration.ofNanos(Math.max(0, Math.round(start - now))), tokens);
  }

  /** Corrects an estimate. */
  synchronized void settle(long estimate, TokenUsage usage) {
    tokensUntil += (usage.prompt() + usage.completion() - estimate) * nanosPerToken;
    completionMean += NEWEST * (usage.completion() - completionMean);
  }
}
