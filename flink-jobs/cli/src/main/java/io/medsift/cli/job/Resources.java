package io.medsift.cli.job;

import io.medsift.cli.outcome.ExitCode;
import io.medsift.cli.progress.ProgressDisplay;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * Resources to close, last opened first, when the work ends, and also when a signal stops the
 * process. Thread-safe; a second close waits for the first and does nothing.
 *
 * <p>Where some work is part of other work, the inner is closed first, and the outermost that has
 * something to say about the stop says it. The process then ends with the code of the signal.
 */
public final class Resources implements AutoCloseable {
  private final OpenWork work;
  private final Supplier<String> afterSignal;
  private final boolean usualEnd;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private boolean closed;

  /** Nothing to close yet, and nothing to say after a signal. */
  public Resources() {
    this(() -> null);
  }

  /**
   * Nothing to close yet.
   *
   * @param afterSignal is called when the process was stopped by a signal and everything is closed:
   *     removes what is useless, and returns what is left and how to continue; null if that is said
   *     elsewhere
   */
  public Resources(Supplier<String> afterSignal) {
    this(OpenWork.OF_PROCESS, afterSignal, false);
  }

  Resources(OpenWork work, Supplier<String> afterSignal, boolean usualEnd) {
    this.work = work;
    this.afterSignal = afterSignal;
    this.usualEnd = usualEnd;
    if (!work.begin(this)) {
      waitForTheEnd();
    }
  }

  /** The same for work that has no other end than a signal, which is then no failure. */
  public static Resources untilSignal(Supplier<String> afterSignal) {
    return new Resources(OpenWork.OF_PROCESS, afterSignal, true);
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
    if (!work.end(this)) {
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

  /** Work that has begun and not ended, the newest first. */
  static final class OpenWork {
    /** Stops with the process. */
    private static final OpenWork OF_PROCESS = new OpenWork();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(OF_PROCESS::sayStopped, "medsift-shutdown"));
    }

    private final Deque<Resources> begun = new ArrayDeque<>();
    private boolean stopping;

    /**
     * What to say after a stop.
     *
     * @param usualEnd whether it was the usual end of the work
     */
    record Stop(String message, boolean usualEnd) {}

    private synchronized boolean begin(Resources one) {
      if (!stopping) {
        begun.push(one);
      }
      return !stopping;
    }

    private synchronized boolean end(Resources one) {
      if (!stopping) {
        begun.remove(one);
      }
      return !stopping;
    }

    private synchronized List<Resources> stopping() {
      stopping = true;
      return List.copyOf(begun);
    }

    /** Closes all; empty if nothing was at work. */
    Optional<Stop> stop() {
      Stop said = null;
      for (Resources one : stopping()) {
        one.closeAll();
        String message = afterSignal(one);
        if (message != null) {
          said = new Stop("medsift: stopped; " + message, one.usualEnd);
        } else if (said == null) {
          said = new Stop("medsift: stopped.", false);
        }
      }
      return Optional.ofNullable(said);
    }

    private static String afterSignal(Resources one) {
      try {
        return one.afterSignal.get();
      } catch (RuntimeException e) {
        LoggerFactory.getLogger(Resources.class).warn("could not clean up", e);
        return null;
      }
    }

    private void sayStopped() {
      stop()
          .ifPresent(
              stop -> {
                ProgressDisplay.onStandardError().sayLast(stop.message());
                if (stop.usualEnd()) {
                  Runtime.getRuntime().halt(ExitCode.DONE);
                }
              });
    }
  }
}
