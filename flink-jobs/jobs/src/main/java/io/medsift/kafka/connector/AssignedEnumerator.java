package io.medsift.kafka.connector;

import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 *
 * <p>Tells readers with a limit how far the slowest of them is.
 */
final class AssignedEnumerator<S extends SourceSplit, E> implements SplitEnumerator<S, E> {
  private static final long PASS_MILLIS = 200;

  private final SplitEnumerator<S, E> enumerator;
  private final SplitEnumeratorContext<S> context;
  private final Boundedness boundedness;
  private final boolean limited;
  private final Map<Integer, Long> watermarks = new HashMap<>();
  private long passed = Long.MIN_VALUE;
  private boolean settled;

  AssignedEnumerator(
      SplitEnumerator<S, E> enumerator,
      SplitEnumeratorContext<S> context,
      Boundedness boundedness,
      boolean limited) {
    this.enumerator = enumerator;
    this.context = context;
    this.boundedness = boundedness;
    this.limited = limited;
  }

  @Override
  public void start() {
    enumerator.start();
    afterThoseUnderWay(() -> afterThoseUnderWay(this::settle));
    if (limited) {
      context.callAsync(() -> true, (now, failure) -> pass(), PASS_MILLIS, PASS_MILLIS);
    }
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
    // A reader that starts again goes back to its checkpoint, and has to hear of all again.
    watermarks.remove(subtask);
    passed = Long.MIN_VALUE;
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
    if (event instanceof AssignedSource.Progress progress) {
      watermarks.put(subtask, progress.watermark());
    } else {
      enumerator.handleSourceEvent(subtask, event);
    }
  }

  /** Tells the readers the lowest watermark, where it has changed; those at their end need none. */
  private void pass() {
    if (watermarks.size() < context.currentParallelism()) {
      return;
    }
    long lowest = Collections.min(watermarks.values());
    if (lowest > passed) {
      passed = lowest;
      watermarks.forEach(
          (reader, watermark) -> {
            if (watermark < Long.MAX_VALUE && context.registeredReaders().containsKey(reader)) {
              context.sendEventToSourceReader(reader, new AssignedSource.Passed(lowest));
            }
          });
    }
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
