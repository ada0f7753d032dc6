package io.medsift.testkit.endpoint;

import java.time.Duration;

/** What goes wrong with a call. */
public sealed interface Fault {

  /** An error with a body in the protocol's form; null leaves out the header. */
  record Status(int status, String message, String code, String retryAfter) implements Fault {}

  /** An error without a body, as proxies send it. */
  record Bare(int status) implements Fault {}

  /** The connection stays open and silent. */
  record Hang() implements Fault {}

  /** The answer comes byte by byte. */
  record SlowDrip(Duration betweenBytes) implements Fault {}

  /** The connection is reset after half of the answer. */
  record ResetInBody() implements Fault {}

  /** The connection is closed before any byte of an answer. */
  record NoAnswer() implements Fault {}

  /** A success whose body is this instead of a completion. */
  record Body(String text) implements Fault {}

  /** A success whose JSON ends in the middle. */
  record HalfJson() implements Fault {}

  /** The model declines, in these words. */
  record Refusal(String words) implements Fault {}

  /** A completion without choices. */
  record EmptyChoices() implements Fault {}

  /** A completion that the filter withheld. */
  record ContentFilter() implements Fault {}

  /** 429 that says how long to wait, in seconds. */
  static Fault rateLimit(String retryAfter) {
    return new Status(429, "Rate limit reached", "rate_limit_exceeded", retryAfter);
  }

  /** 429 that says nothing about it. */
  static Fault rateLimit() {
    return rateLimit(null);
  }

  /** An error of that status. */
  static Fault status(int status, String message) {
    return new Status(status, message, null, null);
  }
}
