package io.medsift.llm.client;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Limits on the retries of a request. Delays double from {@code firstDelay} up to {@code maxDelay},
 * each multiplied by a random number from one half to one.
 *
 * @param attempts maximum number of failed attempts, rate limits not counted
 * @param budget maximum time from the first attempt, including all waits; bounds rate limits too
 * @param patience maximum number of endpoint failures of one request while the endpoint answers
 *     others; 0 for a policy that counts every failure as an attempt and does not wait for an
 *     endpoint that is down
 * @param outage maximum time without a reply to any request; after it no request is retried
 */
public record RetryPolicy(
    int attempts,
    Duration budget,
    Duration firstDelay,
    Duration maxDelay,
    int patience,
    Duration outage)
    implements Serializable {

  /** Practically unlimited. */
  public static final Duration UNLIMITED = Duration.ofDays(365);

  /** Maximum wait that is granted to {@code Retry-After}; the request is retried after it. */
  public static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(5);

  /** Eight attempts within 15 minutes. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(8, Duration.ofMinutes(15), Duration.ofMillis(500), Duration.ofSeconds(30));

  /**
   * Waits for an endpoint that is down, without limit. One request fails after eight unusable
   * replies, or after thirty failures while the endpoint answers others.
   */
  public static final RetryPolicy PATIENT =
      new RetryPolicy(8, UNLIMITED, Duration.ofMillis(500), Duration.ofSeconds(30), 30, UNLIMITED);

  private static final int MAX_DOUBLINGS = 30;

  public RetryPolicy {
    requireNonNull(budget, "budget is null");
    requireNonNull(firstDelay, "firstDelay is null");
    requireNonNull(maxDelay, "maxDelay is null");
    requireNonNull(outage, "outage is null");
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1, got " + attempts);
    }
  }

  /** A policy that does not wait for an endpoint that is down. */
  public RetryPolicy(int attempts, Duration budget, Duration firstDelay, Duration maxDelay) {
    this(attempts, budget, firstDelay, maxDelay, 0, UNLIMITED);
  }

  /** Returns the same policy with another limit on an outage. */
  public RetryPolicy within(Duration maxOutage) {
    return new RetryPolicy(attempts, budget, firstDelay, maxDelay, patience, maxOutage);
  }

  /** Returns the wait after the failure of that number, from 1. */
  public Duration delay(int failures, RandomGenerator random) {
    long doubled = firstDelay.toMillis() << Math.min(MAX_DOUBLINGS, failures - 1);
    long whole = doubled < 0 ? maxDelay.toMillis() : Math.min(doubled, maxDelay.toMillis());
    return Duration.ofMillis(Math.round(whole * (0.5 + 0.5 * random.nextDouble())));
  }

  /** Starts counting the failures of one request. */
  Attempts start(long repliesToOthers) {
    return new Attempts(this, repliesToOthers);
  }

  /**
   * Failures of one request.
   *
   * <p>A rate limit never counts. Under a patient policy a failure of the endpoint counts only if
   * other requests got replies since the last one: then the request itself may be at fault, and the
   * policy's patience bounds it. Everything else counts as an attempt.
   */
  static final class Attempts {
    private final RetryPolicy policy;
    private long repliesToOthers;
    private int all;
    private int counted;
    private int whileOthersSucceed;

    private Attempts(RetryPolicy policy, long repliesToOthers) {
      this.policy = policy;
      this.repliesToOthers = repliesToOthers;
    }

    void failed(FailureKind kind, long replies) {
      all++;
      if (kind == FailureKind.RATE_LIMITED) {
        return;
      }
      if (policy.patience() == 0 || !kind.isOfTheEndpoint()) {
        counted++;
      } else if (replies > repliesToOthers) {
        whileOthersSucceed++;
      }
      repliesToOthers = replies;
    }

    int all() {
      return all;
    }

    boolean usedUp() {
      return counted >= policy.attempts()
          || (policy.patience() > 0 && whileOthersSucceed >= policy.patience());
    }
  }
}
