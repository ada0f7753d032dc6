package io.medsift.topic;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/**
 * Tells every reader that no splits follow, once those that are found at the start are assigned.
 * The enumerator looks for partitions in one asynchronous call and makes splits of them in a second
 * one; calls come back in the order in which they are made.
 */
final class EndingEnumerator<S extends SourceSplit, E> implements SplitEnumerator<S, E> {

  private final SplitEnumerator<S, E> enumerator;
  private final SplitEnumeratorContext<S> context;
  private boolean allFound;

  EndingEnumerator(SplitEnumerator<S, E> enumerator, SplitEnumeratorContext<S> context) {
    this.enumerator = enumerator;
    this.context = context;
  }

  @Override
  public void start() {
    enumerator.start();
    afterThoseUnderWay(() -> afterThoseUnderWay(this::end));
  }

  private void afterThoseUnderWay(Runnable next) {
    context.callAsync(
        () -> true,
        (done, failure) -> {
          if (failure != null) {
            throw new IllegalStateException("the source could not be started", failure);
          }
          next.run();
        });
  }

  private void end() {
    allFound = true;
    context.registeredReaders().keySet().forEach(context::signalNoMoreSplits);
  }

  @Override
  public void addReader(int subtask) {
    enumerator.addReader(subtask);
    if (allFound) {
      context.signalNoMoreSplits(subtask);
    }
  }

  @Override
  public void handleSplitRequest(int subtask, String requesterHostname) {
    enumerator.handleSplitRequest(subtask, requesterHostname);
  }

  @Override
  public void addSplitsBack(List<S> splits, int subtask) {
    enumerator.addSplitsBack(splits, subtask);
  }

  @Override
  public E snapshotState(long checkpointId) throws Exception {
    return enumerator.snapshotState(checkpointId);
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    enumerator.handleSourceEvent(subtask, event);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    enumerator.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    enumerator.notifyCheckpointAborted(checkpointId);
  }

  @Override
  public void close() throws IOException {
    enumerator.close();
  }
}
