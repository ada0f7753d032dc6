package io.medsift.asking;

import java.util.concurrent.CompletableFuture;

/** Closed while any subtask that has to do with it is full. */
final class IntakeGate implements AutoCloseable {

  private int full;
  private CompletableFuture<Void> open = CompletableFuture.completedFuture(null);

  /** One more subtask is full. */
  synchronized void fill() {
    if (full++ == 0) {
      open = new CompletableFuture<>();
    }
  }

  /** A subtask that was full has room. */
  void drain() {
    CompletableFuture<Void> opened = null;
    synchronized (this) {
      if (--full == 0) {
        opened = open;
      }
    }
    if (opened != null) {
      opened.complete(null);
    }
  }

  /** Complete once the gate is open, which it may be no more by then. */
  synchronized CompletableFuture<Void> open() {
    return open;
  }

  @Override
  public void close() {
    open().complete(null);
  }
}
