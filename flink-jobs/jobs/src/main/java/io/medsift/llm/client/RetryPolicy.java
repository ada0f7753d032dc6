package io.medsift.llm.client;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and how long a request is tried. Delays double from {@code firstDelay} up to {@code
 * longestDelay}, each multiplied by a random number from one half to one.
 *
 * @param attempts most attempts that fail for other reasons than a rate limit
 * @param budget from the first attempt, with all waiting; bounds rate limits too
 * @param patience most failures of the endpoint at one request while it answers others; 0 for a
 *     policy that counts every failure as an attempt and does not wait for an endpoint that is down
 * @param outage how long an endpoint may give no reply to anybody before no request is tried again
 */
public record RetryPolicy(
    int attempts,
    Duration budget,
    Duration firstDelay,
    Duration longestDelay,
    int patience,
    Duration outage)
    implements Serializable {

  /** For ever, as far as a job is concerned. */
  public static final Duration FOR_EVER = Duration.ofDays(365);

  /** Longest wait that an endpoint may ask for with {@code Retry-After}; it is asked again then. */
  public static final Duration LONGEST_ASKED_WAIT = Duration.ofMinutes(5);

  /** Eight attempts, a quarter of an hour. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(8, Duration.ofMinutes(15), Duration.ofMillis(500), Duration.ofSeconds(30));

  /**
   * Waits for the endpoint as long as it takes. One request is given up after eight replies of no
   * use, or after thirty failures while the endpoint answers others.
   */
  public static final RetryPolicy PATIENT =
      new RetryPolicy(8, FOR_EVER, Duration.ofMillis(500), Duration.ofSeconds(30), 30, FOR_EVER);

  private static final int MOST_DOUBLINGS = 30;

  public RetryPolicy {
    requireNonNull(budget, "budget is null");
    requireNonNull(firstDelay, "firstDelay is null");
    requireNonNull(longestDelay, "longestDelay is null");
    requireNonNull(outage, "outage is null");
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1, got " + attempts);
    }
  }

  /** A policy that gives up on an endpoint that is down. */
  public RetryPolicy(int attempts, Duration budget, Duration firstDelay, Duration longestDelay) {
    this(attempts, budget, firstDelay, longestDelay, 0, FOR_EVER);
  }

  /** The same that waits no longer than that for an endpoint that gives no reply to anybody. */
  public RetryPolicy within(Duration longestOutage) {
    return new RetryPolicy(attempts, budget, firstDelay, longestDelay, patience, longestOutage);
  }

  boolean isPatient() {
    return patience > 0;
  }

  /** How long to wait after the failure of that number, from 1. */
  public Duration delay(int failures, RandomGenerator random) {
    long doubled = firstDelay.toMillis() << Math.min(MOST_DOUBLINGS, failures - 1);
    long whole = doubled < 0 ? longestDelay.toMillis() : Math.min(doubled, longestDelay.toMillis());
    return Duration.ofMillis(Math.round(whole * (0.5 + 0.5 * random.nextDouble())));
  }
}
