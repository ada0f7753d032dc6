package io.medsift.kafka.connector;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/**
 * Tells every reader when the partitions that are found at the start are assigned; the enumerator
 * that it wraps looks for them in one asynchronous call and makes splits of them in a second one.
 * Calls come back in the order in which they are made, since a coordinator has one thread for them.
 * Check this when the version of the connector changes.
 */
final class AssignedEnumerator<S extends SourceSplit, E> implements SplitEnumerator<S, E> {

  private final SplitEnumerator<S, E> enumerator;
  private final SplitEnumeratorContext<S> context;
  private final Boundedness boundedness;
  private boolean settled;

  AssignedEnumerator(
      SplitEnumerator<S, E> enumerator,
      SplitEnumeratorContext<S> context,
      Boundedness boundedness) {
    this.enumerator = enumerator;
    this.context = context;
    this.boundedness = boundedness;
  }

  @Override
  public void start() {
    enumerator.start();
    afterThoseUnderWay(() -> afterThoseUnderWay(this::settle));
  }

  private void afterThoseUnderWay(Runnable next) {
    context.callAsync(() -> true, (done, failure) -> next.run());
  }

  private void settle() {
    settled = true;
    context.registeredReaders().keySet().forEach(this::tell);
  }

  private void tell(int subtask) {
    context.sendEventToSourceReader(subtask, new AssignedSource.Settled());
    if (boundedness == Boundedness.BOUNDED) {
      context.signalNoMoreSplits(subtask);
    }
  }

  @Override
  public void addReader(int subtask) {
    enumerator.addReader(subtask);
    if (settled) {
      tell(subtask);
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
