package io.medsift.llm.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Health of an endpoint. It is down when several requests in a row failed for reasons that are the
 * endpoint's, and up again with the first reply. Thread-safe.
 */
public final class EndpointHealth {

  /** Is notified when the endpoint goes down and comes back. */
  public interface Listener {
    /** The endpoint does not answer; {@code failure} is the message of the last failure. */
    default void down(String failure) {}

    /** The endpoint answers again. */
    default void up(Duration after) {}
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
  private int inFlight;

  EndpointHealth(LongSupplier nanoTime, Listener listener) {
    this.nanoTime = nanoTime;
    this.listener = requireNonNull(listener, "listener is null");
  }

  /** Registers a request. */
  synchronized void begun() {
    inFlight++;
  }

  /** Unregisters a request, whatever its result. Without requests the endpoint is not silent. */
  synchronized void ended() {
    inFlight--;
    silent &= inFlight > 0;
  }

  /** Returns whether only one request is in flight, and earlier ones got replies. */
  synchronized boolean isLastOfMany() {
    return inFlight == 1 && replies > 0;
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
    if (failure.kind().remedy() != FailureKind.Remedy.RETRY) {
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

  /** Returns the number of replies so far, to all requests. */
  synchronized long replies() {
    return replies;
  }

  /** Returns the time without a reply or a rejection of a request; zero while there are some. */
  public synchronized Duration silentFor() {
    return silent ? Duration.ofNanos(nanoTime.getAsLong() - silentSince) : Duration.ZERO;
  }

  /** Returns the message of the last failure; empty while there is none. */
  public synchronized String lastFailure() {
    return lastFailure;
  }

  public synchronized boolean isDown() {
    return down;
  }

  /** Returns how long the endpoint has been down; zero while it is up. */
  public synchronized Duration downFor() {
    return down ? Duration.ofNanos(nanoTime.getAsLong() - firstFailure) : Duration.ZERO;
  }
}
