package io.medsift.asking;

import java.util.concurrent.CompletableFuture;

/** What the subtasks of a process that ask hold together, as far as sources have to know. */
final class IntakeGate implements AutoCloseable {
  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  private int full;
  private int busy;
  private CompletableFuture<Void> open = DONE;
  private CompletableFuture<Void> idle = DONE;

  /**
   * A subtask holds another number of questions.
   *
   * @param most from which on it is full
   */
  void changed(int before, int after, int most) {
    CompletableFuture<Void> opened;
    CompletableFuture<Void> idled;
    synchronized (this) {
      full += count(after >= most) - count(before >= most);
      busy += count(after > 0) - count(before > 0);
      opened = full == 0 ? open : DONE;
      idled = busy == 0 ? idle : DONE;
      open = full > 0 && open.isDone() ? new CompletableFuture<>() : open;
      idle = busy > 0 && idle.isDone() ? new CompletableFuture<>() : idle;
    }
    opened.complete(null);
    idled.complete(null);
  }

  private static int count(boolean one) {
    return one ? 1 : 0;
  }

  /** Complete once no subtask is full; by then one may be again. */
  synchronized CompletableFuture<Void> open() {
    return open;
  }

  /** Complete once no subtask holds a question; by then one may again. */
  synchronized CompletableFuture<Void> idle() {
    return idle;
  }

  @Override
  public void close() {
    open().complete(null);
    idle().complete(null);
  }
}
