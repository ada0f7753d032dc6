package io.medsift.llm.client;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what went to an endpoint and what came back. Thread-safe. */
public final class ModelMeter {

  private final LongAdder replies = new LongAdder();
  private final LongAdder promptTokens = new LongAdder();
  private final LongAdder completionTokens = new LongAdder();
  private final Map<FailureKind, LongAdder> failures = new EnumMap<>(FailureKind.class);

  /** A meter at zero. */
  public ModelMeter() {
    for (FailureKind kind : FailureKind.values()) {
      failures.put(kind, new LongAdder());
    }
  }

  void replied(TokenUsage usage) {
    replies.increment();
    add(usage);
  }

  void failed(ModelException failure) {
    failures.get(failure.kind()).increment();
    add(failure.usage());
  }

  private void add(TokenUsage usage) {
    promptTokens.add(usage.prompt());
    completionTokens.add(usage.completion());
  }

  /** Usable replies. */
  public long replies() {
    return replies.sum();
  }

  /** Attempts that failed in that way, whether or not a later one succeeded. */
  public long failures(FailureKind kind) {
    return failures.get(kind).sum();
  }

  /** All attempts that failed. */
  public long failures() {
    return failures.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** Tokens of replies and of failures that were counted. */
  public TokenUsage usage() {
    return new TokenUsage(promptTokens.sum(), completionTokens.sum());
  }
}
