package io.medsift.kafka.connector;

import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;

/** Reads nothing before it has all its splits. */
@SuppressWarnings("try") // closing may throw any exception, as declared by Flink
final class AssignedReader<T, S extends SourceSplit> extends ForwardingReader<T, S> {

  private final CompletableFuture<Void> settled = new CompletableFuture<>();

  AssignedReader(SourceReader<T, S> reader) {
    super(reader);
  }

  @Override
  public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
    return settled.isDone() ? super.pollNext(output) : InputStatus.NOTHING_AVAILABLE;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return settled.isDone() ? super.isAvailable() : settled;
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (event instanceof AssignedSource.Settled) {
      settled.complete(null);
    } else {
      super.handleSourceEvents(event);
    }
  }
}
