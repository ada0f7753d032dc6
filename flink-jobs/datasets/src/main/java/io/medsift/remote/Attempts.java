package io.medsift.remote;

import static java.lang.String.format;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Attempts at one thing: what may go better is tried again after a pause that grows, a bounded
 * number of times. Attempts that made progress do not count. Used by one thread.
 */
final class Attempts {
  private static final int OF_A_PART = 6;
  private static final int OF_A_LIST = 4;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

  private final String what;
  private final Duration firstPause;
  private final Consumer<String> notes;
  private final int most;
  private int failed;

  /**
   * Attempts at reading {@code what}, a name for people.
   *
   * @param notes receives why it waits, and an empty text when it continues
   */
  Attempts(String what, Duration firstPause, Consumer<String> notes) {
    this(what, firstPause, notes, OF_A_PART);
  }

  /** Attempts at a list, fewer: nothing has arrived that would be lost, and somebody waits. */
  static Attempts atList(String what, Duration firstPause) {
    return new Attempts(what, firstPause, note -> {}, OF_A_LIST);
  }

  private Attempts(String what, Duration firstPause, Consumer<String> notes, int most) {
    this.most = most;
    this.what = what;
    this.firstPause = firstPause;
    this.notes = notes;
  }

  @FunctionalInterface
  interface Attempt<T> {
    T run() throws IOException;
  }

  /**
   * Runs until it succeeds.
   *
   * @throws RemoteException if it failed too often, or in a way that no further attempt changes
   */
  <T> T run(Attempt<T> attempt) throws IOException {
    while (true) {
      try {
        return attempt.run();
      } catch (TransientException e) {
        failed(e);
      }
    }
  }

  /** Takes note that an attempt made progress before it failed. */
  void progressed() {
    failed = 0;
  }

  /**
   * Waits before the next attempt.
   *
   * @throws RemoteException if there is no next one
   */
  void failed(TransientException e) throws IOException {
    failed++;
    Duration pause = e.pause() == null ? growing() : e.pause();
    if (pause.compareTo(LONGEST_ASKED) > 0) {
      throw RemoteException.failed(
          format(
              Locale.ROOT,
              "%s: %s, and the host asks to wait %,d s",
              what,
              e.getMessage(),
              pause.toSeconds()),
          "Run the command again after that time: downloaded parts are kept.",
          e);
    }
    if (failed >= most) {
      throw RemoteException.failed(
          format(Locale.ROOT, "%s: %s, %d times", what, e.getMessage(), failed),
          "Check the network and the host, and run the command again: downloaded parts are kept.",
          e);
    }
    notes.accept(
        format(Locale.ROOT, "waiting %.1f s: %s", pause.toMillis() / 1000.0, e.getMessage()));
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      InterruptedIOException stopped = new InterruptedIOException("stopped");
      stopped.initCause(interrupted);
      throw stopped;
    }
    notes.accept("");
  }

  // With jitter, so that several files do not all come back at one moment.
  private Duration growing() {
    long millis = firstPause.toMillis() << Math.min(failed - 1, 10);
    long bounded = Math.min(millis, LONGEST_PAUSE.toMillis());
    return Duration.ofMillis(bounded / 2 + ThreadLocalRandom.current().nextLong(bounded / 2 + 1));
  }
}
