package io.medsift.llm.client;

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
  private boolean silent;
  private long silentSince;
  private String lastFailure = "";
  private boolean down;
  private long replies;
  private int underWay;

  EndpointHealth(LongSupplier nanoTime, Listener listener) {
    this.nanoTime = nanoTime;
    this.listener = requireNonNull(listener, "listener is null");
  }

  /** A request begins. */
  synchronized void begun() {
    underWay++;
  }

  /** A request ends, however. While nobody asks, nobody can be answered. */
  synchronized void ended() {
    underWay--;
    silent &= underWay > 0;
  }

  /** Whether a request is the only one under way, and others before it got replies. */
  synchronized boolean isLastOfMany() {
    return underWay == 1 && replies > 0;
  }

  synchronized void replied() {
    replies++;
    inARow = 0;
    silent = false;
    if (down) {
      down = false;
      listener.up(Duration.ofNanos(nanoTime.getAsLong() - firstFailure));
    }
  }

  synchronized void failed(ModelException failure) {
    lastFailure = failure.getMessage();
    if (failure.kind().remedy() != FailureKind.Remedy.ASK_AGAIN) {
      silent = false;
    } else if (!silent) {
      silent = true;
      silentSince = nanoTime.getAsLong();
    }
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

  /** How long nobody got a reply, or a request refused for itself; zero while somebody does. */
  public synchronized Duration silentFor() {
    return silent ? Duration.ofNanos(nanoTime.getAsLong() - silentSince) : Duration.ZERO;
  }

  /** What was wrong with the last request that failed; empty while none has. */
  public synchronized String lastFailure() {
    return lastFailure;
  }

  public synchronized boolean isDown() {
    return down;
  }

  /** How long it has not answered; zero while it does. */
  public synchronized Duration downFor() {
    return down ? Duration.ofNanos(nanoTime.getAsLong() - firstFailure) : Duration.ZERO;
  }
}
