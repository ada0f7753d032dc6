package io.medsift.llm.stage;

import io.medsift.kafka.connector.ForwardingReader;
import io.medsift.sharing.SharedResources;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * Says that it has nothing while the gate is closed; Flink then asks when it will.
 *
 * <p>It does not end before all questions are answered either: a stage whose input has ended lets
 * no checkpoint through until it has ended itself. That nothing is on the way any more, a
 * checkpoint tells: it comes to the stages after all that was sent before it.
 */
@SuppressWarnings("try") // closing may throw any exception, as declared by Flink
final class PausableReader<T, S extends SourceSplit> extends ForwardingReader<T, S> {
  private static final long NONE = -1;

  private final SharedResources<FlowControl, FlowGate, RuntimeException>.Lease gate;
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private boolean allRead;
  private long quietSince = NONE;
  private long arrivals;

  PausableReader(
      SourceReader<T, S> reader,
      SharedResources<FlowControl, FlowGate, RuntimeException>.Lease gate) {
    super(reader);
    this.gate = gate;
  }

  @Override
  public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
    if (allRead) {
      return end.isDone() ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
    }
    if (!gate.resource().open().isDone()) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    InputStatus status = super.pollNext(output);
    if (status != InputStatus.END_OF_INPUT) {
      return status;
    }
    allRead = true;
    return InputStatus.NOTHING_AVAILABLE;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    if (allRead) {
      return end;
    }
    CompletableFuture<Void> open = gate.resource().open();
    return open.isDone() ? super.isAvailable() : open;
  }

  @Override
  public List<S> snapshotState(long checkpointId) {
    long now = gate.resource().arrivals();
    if (!allRead || !gate.resource().isIdle()) {
      quietSince = NONE;
    } else if (quietSince == NONE || now != arrivals) {
      quietSince = checkpointId;
    }
    arrivals = now;
    return super.snapshotState(checkpointId);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    boolean undisturbed = gate.resource().isIdle() && gate.resource().arrivals() == arrivals;
    if (quietSince != NONE && checkpointId >= quietSince && undisturbed) {
      end.complete(null);
    }
  }

  @Override
  public void close() throws Exception {
    try {
      super.close();
    } finally {
      gate.close();
    }
  }
}
