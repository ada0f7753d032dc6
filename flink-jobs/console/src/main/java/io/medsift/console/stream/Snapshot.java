package io.medsift.console.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Figures that take long to read: a thread reads them when they are first asked for, and they are
 * shown until they are read again. Thread-safe.
 */
public final class Snapshot<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);

  private final String name;
  private final Reading<T> reading;
  private final AtomicLong records = new AtomicLong();
  private Thread thread;
  private T figures;
  private Instant at;
  private String problem = "";
  private boolean closed;

  /** Reads figures. */
  @FunctionalInterface
  public interface Reading<T> {
    /**
     * Reads.
     *
     * @param progress is given the number of records read so far
     */
    T read(LongConsumer progress) throws Exception;
  }

  /**
   * What is known at a moment.
   *
   * @param figures null where none were read yet
   * @param at when they were read; null where none were
   * @param reading whether they are being read now
   * @param records read so far, of those that are being read
   * @param problem a clause on why the last reading failed; empty where it did not
   */
  public record State<T>(T figures, Instant at, boolean reading, long records, String problem) {}

  /**
   * Creates figures that are not read yet.
   *
   * @param name of the thread that reads them
   */
  public Snapshot(String name, Reading<T> reading) {
    this.name = name;
    this.reading = reading;
  }

  /** What is known now. */
  public synchronized State<T> now() {
    return new State<>(figures, at, thread != null, records.get(), problem);
  }

  /** Reads them again, unless they are being read. */
  public synchronized void renew() {
    if (thread == null && !closed) {
      records.set(0);
      thread = new Thread(this::run, name);
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** What is known, as soon as nothing is being read, or after some time. */
  public synchronized State<T> await(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    try {
      for (long left = most.toMillis(); thread != null && left > 0; ) {
        wait(left);
        left = (end - System.nanoTime()) / 1_000_000;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return now();
  }

  private void run() {
    T read = null;
    String failed = "";
    try {
      read = reading.read(records::set);
    } catch (Throwable e) {
      // Whatever ends it, the page must say so, and may ask again.
      LOG.warn("{} cannot be read", name, e);
      failed = e.getMessage() == null ? e.toString() : e.getMessage();
    }
    synchronized (this) {
      if (failed.isEmpty()) {
        figures = read;
        at = Instant.now();
      }
      problem = failed;
      thread = null;
      notifyAll();
    }
  }

  /** Stops reading; a reading under way is interrupted. */
  @Override
  public synchronized void close() {
    closed = true;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
