package io.medsift.llm.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * A request got no usable reply. The message holds the endpoint's own words, shortened, and never
 * the key.
 */
public final class ModelException extends Exception {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final Duration retryAfter;
  private final TokenUsage usage;

  /** A failure that cost nothing. */
  public ModelException(FailureKind kind, String message) {
    this(kind, message, null, TokenUsage.NONE);
  }

  /**
   * A failure.
   *
   * @param retryAfter how long the endpoint asks to wait, null where it does not say
   * @param usage what the endpoint counted although the reply is of no use
   */
  public ModelException(FailureKind kind, String message, Duration retryAfter, TokenUsage usage) {
    // No cause: those of the client library may hold the request, and with it the key.
    super(message);
    this.kind = requireNonNull(kind, "kind is null");
    this.retryAfter = retryAfter;
    this.usage = requireNonNull(usage, "usage is null");
  }

  /** The same failure after as many attempts. */
  ModelException after(int attempts) {
    return attempts == 1
        ? this
        : new ModelException(
            kind, getMessage() + " (after " + attempts + " attempts)", retryAfter, usage);
  }

  public FailureKind kind() {
    return kind;
  }

  /** How long the endpoint asks to wait. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** What the endpoint counted for it. */
  public TokenUsage usage() {
    return usage;
  }
}
