package io.medsift.llm.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * Thrown when a request got no usable reply. The message contains the message of the endpoint,
 * shortened, and never the API key.
 */
public final class ModelException extends Exception {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final Duration retryAfter;
  private final TokenUsage usage;

  /** A failure without token usage. */
  public ModelException(FailureKind kind, String message) {
    this(kind, message, null, TokenUsage.NONE);
  }

  /**
   * A failure.
   *
   * @param retryAfter wait that the endpoint asks for, null for none
   * @param usage tokens that the endpoint counted although the reply is unusable
   */
  public ModelException(FailureKind kind, String message, Duration retryAfter, TokenUsage usage) {
    // No cause: those of the client library may contain the request, and with it the key.
    super(message);
    this.kind = requireNonNull(kind, "kind is null");
    this.retryAfter = retryAfter;
    this.usage = requireNonNull(usage, "usage is null");
  }

  /** Returns the same failure with the number of attempts in its message. */
  ModelException after(int attempts) {
    return attempts == 1
        ? this
        : new ModelException(
            kind, getMessage() + " (after " + attempts + " attempts)", retryAfter, usage);
  }

  public FailureKind kind() {
    return kind;
  }

  /** Returns the wait that the endpoint asks for. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** Returns the tokens that the endpoint counted. */
  public TokenUsage usage() {
    return usage;
  }
}
