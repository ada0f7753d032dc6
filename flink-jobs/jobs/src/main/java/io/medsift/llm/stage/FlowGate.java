package io.medsift.llm.stage;

import java.util.concurrent.CompletableFuture;

/** What the subtasks of a process that ask hold together, as far as sources have to know. */
final class FlowGate implements AutoCloseable {
  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  private int full;
  private int busy;
  private long arrivals;
  private CompletableFuture<Void> open = DONE;

  /**
   * A subtask holds another number of questions.
   *
   * @param most from which on it is full
   */
  void changed(int before, int after, int most) {
    CompletableFuture<Void> opened = DONE;
    synchronized (this) {
      arrivals += Math.max(0, after - before);
      busy += count(after > 0) - count(before > 0);
      full += count(after >= most) - count(before >= most);
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

  /** Complete once no subtask is full; by then one may be again. */
  synchronized CompletableFuture<Void> open() {
    return open;
  }

  /** Whether no subtask holds a question. */
  synchronized boolean isIdle() {
    return busy == 0;
  }

  /** How many questions have come so far. */
  synchronized long arrivals() {
    return arrivals;
  }

  @Override
  public void close() {
    open().complete(null);
  }
}
