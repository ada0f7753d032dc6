package io.medsift.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether an endpoint answers. It counts as down when several requests in a row failed for reasons
 * that are the endpoint's, and as up again with the first reply. Thread-safe.
 */
public final class EndpointHealth {

  /** Told when the endpoint goes down and comes back. */
  public interface Listener {
    /** The endpoint does not answer; the words are of the last failure. */
    void down(String words);

    /** The endpoint answers again. */
    void up(Duration after);
  }

  private static final int FAILURES_IN_A_ROW = 3;

  private final LongSupplier nanoTime;
  private final Listener listener;
  private int inARow;
  private long firstFailure;
  private boolean down;
  private long replies;

  EndpointHealth(LongSupplier nanoTime, Listener listener) {
    this.nanoTime = nanoTime;
    this.listener = requireNonNull(listener, "listener is null");
  }

  synchronized void replied() {
    replies++;
    inARow = 0;
    if (down) {
      down = false;
      listener.up(Duration.ofNanos(nanoTime.getAsLong() - firstFailure));
    }
  }

  synchronized void failed(ModelException failure) {
    if (!failure.kind().isOfTheEndpoint()) {
      return;
    }
    if (inARow == 0) {
      firstFailure = nanoTime.getAsLong();
    }
    inARow++;
    if (!down && inARow >= FAILURES_IN_A_ROW) {
      down = true;
      listener.down(failure.getMessage());
    }
  }

  /** Replies so far, to whatever request. */
  synchronized long replies() {
    return replies;
  }

  public synchronized boolean isDown() {
    return down;
  }

  /** How long it has not answered; zero while it does. */
  public synchronized Duration downFor() {
    return down ? Duration.ofNanos(nanoTime.getAsLong() - firstFailure) : Duration.ZERO;
  }
}
