package io.medsift.llm.client;

/**
 * The failures of one request against its policy.
 *
 * <p>A rate limit never counts. Under a patient policy a failure of the endpoint counts only where
 * others got replies since the last: then the fault may be the request's, and the policy's patience
 * bounds it. Everything else counts as an attempt.
 */
final class Attempts {

  private final RetryPolicy policy;
  private long repliesToOthers;
  private int all;
  private int counted;
  private int whileOthersSucceed;

  Attempts(RetryPolicy policy, long repliesToOthers) {
    this.policy = policy;
    this.repliesToOthers = repliesToOthers;
  }

  void failed(FailureKind kind, long replies) {
    all++;
    if (kind == FailureKind.RATE_LIMITED) {
      return;
    }
    if (!policy.isPatient() || !kind.isOfTheEndpoint()) {
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
        || (policy.isPatient() && whileOthersSucceed >= policy.patience());
  }
}
