package io.medsift.asking;

import io.medsift.sharing.SharedResources;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * Says that it has nothing while the gate is closed; Flink then asks when it will. It does not end
 * before all questions are answered either: a stage whose input has ended lets no checkpoint
 * through until it has ended itself.
 */
@SuppressWarnings("try") // closing may throw any exception, as declared by Flink
final class RestingReader<T, S extends SourceSplit> implements SourceReader<T, S> {

  /** Longer than a record takes from here to the stage. */
  private static final long ON_THE_WAY_MILLIS = 300;

  private static final Executor LATER =
      CompletableFuture.delayedExecutor(ON_THE_WAY_MILLIS, TimeUnit.MILLISECONDS);

  private final SourceReader<T, S> reader;
  private final SharedResources<Intake, IntakeGate, RuntimeException>.Lease gate;
  private CompletableFuture<Void> end;

  RestingReader(
      SourceReader<T, S> reader, SharedResources<Intake, IntakeGate, RuntimeException>.Lease gate) {
    this.reader = reader;
    this.gate = gate;
  }

  @Override
  public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
    if (end != null) {
      return ended();
    }
    if (!gate.resource().open().isDone()) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    InputStatus status = reader.pollNext(output);
    if (status != InputStatus.END_OF_INPUT) {
      return status;
    }
    end = idleAfterAWhile();
    return InputStatus.NOTHING_AVAILABLE;
  }

  private InputStatus ended() {
    if (!end.isDone()) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    if (gate.resource().idle().isDone()) {
      return InputStatus.END_OF_INPUT;
    }
    end = idleAfterAWhile();
    return InputStatus.NOTHING_AVAILABLE;
  }

  private CompletableFuture<Void> idleAfterAWhile() {
    return gate.resource().idle().thenRunAsync(() -> {}, LATER);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    if (end != null) {
      return end;
    }
    CompletableFuture<Void> open = gate.resource().open();
    return open.isDone() ? reader.isAvailable() : open;
  }

  @Override
  public void start() {
    reader.start();
  }

  @Override
  public List<S> snapshotState(long checkpointId) {
    return reader.snapshotState(checkpointId);
  }

  @Override
  public void addSplits(List<S> splits) {
    reader.addSplits(splits);
  }

  @Override
  public void notifyNoMoreSplits() {
    reader.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    reader.handleSourceEvents(event);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    reader.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    reader.notifyCheckpointAborted(checkpointId);
  }

  @Override
  public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
    reader.pauseOrResumeSplits(toPause, toResume);
  }

  @Override
  public void close() throws Exception {
    try {
      reader.close();
    } finally {
      gate.close();
    }
  }
}
