package io.medsift.cli.job;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;

/**
 * Resources to close, last opened first, when the work ends and also when the process is told to
 * stop. Thread-safe; a second close waits for the first and does nothing.
 */
public final class Resources implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Thread hook;
  private boolean closed;

  /** Nothing to close yet. */
  public Resources() {
    this(() -> {});
  }

  /**
   * Nothing to close yet.
   *
   * @param afterSignal runs when the process was told to stop and all is closed
   */
  public Resources(Runnable afterSignal) {
    hook =
        new Thread(
            () -> {
              closeAll();
              afterSignal.run();
            },
            "medsift-shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Closes {@code resource} with the others; at once, if they are closed already. */
  public synchronized <T extends AutoCloseable> T add(T resource) {
    if (closed) {
      closeQuietly(resource);
      throw new IllegalStateException("stopped");
    }
    open.push(resource);
    return resource;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      waitForTheEnd();
    }
    closeAll();
  }

  // The process is ending and the hook closes. What this thread would say next, that its work
  // failed, would only be the echo of the signal.
  private static void waitForTheEnd() {
    while (true) {
      LockSupport.park();
    }
  }

  private synchronized void closeAll() {
    closed = true;
    while (!open.isEmpty()) {
      closeQuietly(open.pop());
    }
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      // No static logger: logging must not start before the directory of the log is known.
      LoggerFactory.getLogger(Resources.class)
          .warn("could not close {}", resource.getClass().getSimpleName(), e);
    }
  }
}
