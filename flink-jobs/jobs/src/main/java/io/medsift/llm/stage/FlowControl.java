package io.medsift.llm.stage;

import io.medsift.sharing.SharedResources;
import java.io.Serializable;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * Flow control from models to sources: the sources of a job pause while one of its stages has as
 * many questions as it wants, and end when all are answered. Backpressure would not do: it holds up
 * checkpoints, so that the transactions of the job would stay open for as long as a model is slow
 * or down, and block all readers of its output.
 *
 * <p>Sources and stages find each other by {@code id} within one process. Questions from sources of
 * another process are accepted up to a limit of the stage.
 *
 * @param id unique for each job
 */
public record FlowControl(String id) implements Serializable {
  private static final SharedResources<FlowControl, Gate, RuntimeException> OPEN =
      new SharedResources<>(flow -> new Gate());

  /** Creates the flow control of a job. */
  public static FlowControl create() {
    return new FlowControl(UUID.randomUUID().toString());
  }

  /** Returns the source with flow control. */
  public <T, S extends SourceSplit, E> Source<T, S, E> limit(
      Source<T, S, E> source, TypeInformation<T> type) {
    return new PausableSource<>(source, type, this);
  }

  SharedResources<FlowControl, Gate, RuntimeException>.Lease acquire() {
    return OPEN.acquire(this);
  }

  /** Number of questions that the stages of a process hold, as far as sources need it. */
  static final class Gate implements AutoCloseable {
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private int full;
    private int busy;
    private long arrivals;
    private CompletableFuture<Void> open = DONE;

    /**
     * Registers a change in the number of questions that a subtask holds.
     *
     * @param limit number of questions from which on the subtask is full
     */
    void changed(int before, int after, int limit) {
      CompletableFuture<Void> opened = DONE;
      synchronized (this) {
        arrivals += Math.max(0, after - before);
        busy += count(after > 0) - count(before > 0);
        full += count(after >= limit) - count(before >= limit);
        if (full == 0) {
          opened = open;
          open = DONE;
        } else if (open == DONE) {
          open = new CompletableFuture<>();
        }
      }
      opened.complete(null);
    }

    private static int count(boolean one) {
      return one ? 1 : 0;
    }

    /** Returns a future that completes once no subtask is full; by then one may be full again. */
    synchronized CompletableFuture<Void> open() {
      return open;
    }

    /** Returns whether no subtask holds a question. */
    synchronized boolean isIdle() {
      return busy == 0;
    }

    /** Returns the number of questions so far. */
    synchronized long arrivals() {
      return arrivals;
    }

    @Override
    public void close() {
      open().complete(null);
    }
  }
}
