package io.medsift.llm.stage;

import io.medsift.kafka.connector.ForwardingReader;
import io.medsift.kafka.connector.ForwardingSource;
import io.medsift.sharing.SharedResources;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;

/** Source whose readers pause while the gate of its flow control is closed. */
final class PausableSource<T, S extends SourceSplit, E> extends ForwardingSource<T, S, E> {
  private static final long serialVersionUID = 1L;

  private final FlowControl flow;

  PausableSource(Source<T, S, E> source, TypeInformation<T> type, FlowControl flow) {
    super(source, type);
    this.flow = flow;
  }

  @Override
  public SourceReader<T, S> createReader(SourceReaderContext context) throws Exception {
    return new Reader<>(super.createReader(context), flow.acquire());
  }

  /**
   * Reports nothing available while the gate is closed, with a future for the time when it opens.
   *
   * <p>It does not end before all questions are answered: a stage whose input has ended lets no
   * checkpoint through until it has ended itself. A completed checkpoint shows that no record is
   * left in the channels: it arrives at the stages behind everything that was sent before it.
   */
  @SuppressWarnings("try") // closing may throw any exception, as declared by Flink
  private static final class Reader<T, S extends SourceSplit> extends ForwardingReader<T, S> {
    private static final long NONE = -1;

    private final SharedResources<FlowControl, FlowControl.Gate, RuntimeException>.Lease gate;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private boolean allRead;
    private long quietSince = NONE;
    private long arrivals;

    Reader(
        SourceReader<T, S> reader,
        SharedResources<FlowControl, FlowControl.Gate, RuntimeException>.Lease gate) {
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
}
