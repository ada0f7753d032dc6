package io.medsift.llm.client;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts the replies, failures and tokens of an endpoint. Thread-safe. */
public final class ModelMeter {

  private final LongAdder replies = new LongAdder();
  private final LongAdder promptTokens = new LongAdder();
  private final LongAdder completionTokens = new LongAdder();
  private final Map<FailureKind, LongAdder> failures = new EnumMap<>(FailureKind.class);

  /** Creates a meter at zero. */
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

  /** Returns the number of usable replies. */
  public long replies() {
    return replies.sum();
  }

  /** Returns the failed attempts of a kind, whether or not a later attempt succeeded. */
  public long failures(FailureKind kind) {
    return failures.get(kind).sum();
  }

  /** Returns all failed attempts. */
  public long failures() {
    return failures.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** Returns the tokens of replies, and of failures where they were counted. */
  public TokenUsage usage() {
    return new TokenUsage(promptTokens.sum(), completionTokens.sum());
  }
}
