package io.medsift.console.stream;

import io.medsift.console.stream.VerdictStream.Reading;
import io.medsift.review.verdicts.VerdictSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Sources of whole rows, a few of which read at the same time. A caller that finds none free waits
 * for a while, and is refused if many are waiting already: brokers that do not answer must not
 * block all threads of the pages.
 */
final class RowReaders implements AutoCloseable {
  private static final int SOURCES = 3;
  private static final int MAX_WAITING = 6;

  private final Supplier<VerdictSource> opens;
  private final String brokers;
  private final Duration patience;
  private final Semaphore free = new Semaphore(SOURCES, true);
  private final ConcurrentLinkedQueue<VerdictSource> idle = new ConcurrentLinkedQueue<>();

  /**
   * Sources that are opened when they are needed.
   *
   * @param brokers their addresses, for messages
   * @param patience how long one waits for a source
   */
  RowReaders(Supplier<VerdictSource> opens, String brokers, Duration patience) {
    this.opens = opens;
    this.brokers = brokers;
    this.patience = patience;
  }

  /**
   * Reads.
   *
   * @throws InterruptedIOException if the brokers do not answer in time; the message is for people
   */
  <T> T read(Reading<T> reading) throws IOException {
    take();
    try {
      VerdictSource known = idle.poll();
      VerdictSource source = known == null ? opens.get() : known;
      try {
        return reading.from(source);
      } finally {
        idle.add(source);
      }
    } catch (TimeoutException e) {
      throw unanswered(e);
    } catch (KafkaException e) {
      throw new IOException(
          "the rows cannot be read at %s: %s".formatted(brokers, e.getMessage()), e);
    } finally {
      free.release();
    }
  }

  private void take() throws InterruptedIOException {
    try {
      boolean taken =
          free.tryAcquire()
              || (free.getQueueLength() < MAX_WAITING
                  && free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS));
      if (!taken) {
        throw unanswered(null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unanswered(e);
    }
  }

  private InterruptedIOException unanswered(Exception cause) {
    InterruptedIOException slow =
        new InterruptedIOException(
            "the brokers at %s do not answer in time; reload the page later".formatted(brokers));
    slow.initCause(cause);
    return slow;
  }

  /** Closes those that no one uses. */
  @Override
  public void close() {
    for (VerdictSource source = idle.poll(); source != null; source = idle.poll()) {
      source.close();
    }
  }
}
