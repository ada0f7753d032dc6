package io.medsift.kafka.connector;

import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.core.io.InputStatus;

/**
 * A source on Kafka that starts from a checkpoint as it starts without one.
 *
 * <ul>
 *   <li>Its readers begin when the partitions that are there at the start are all assigned. Those
 *       of the connector begin with the partitions of the checkpoint, and the watermark may pass
 *       what stands in new ones before these are found.
 *   <li>A bounded one ends. The enumerator of the connector tells readers that no splits follow
 *       when it has found new partitions; where it finds none, they would wait for ever
 *       (FLINK-33466).
 * </ul>
 */
public final class AssignedSource<T, S extends SourceSplit, E> extends ForwardingSource<T, S, E> {
  private static final long serialVersionUID = 1L;

  /** Event that lets a reader start. */
  record Settled() implements SourceEvent {}

  private AssignedSource(Source<T, S, E> source, TypeInformation<T> type) {
    super(source, type);
  }

  /** The same source, settled. */
  public static <T> Source<T, ?, ?> of(KafkaSource<T> source) {
    return new AssignedSource<>(source, source.getProducedType());
  }

  @Override
  public SourceReader<T, S> createReader(SourceReaderContext context) throws Exception {
    return new Reader<>(super.createReader(context));
  }

  @Override
  public SplitEnumerator<S, E> createEnumerator(SplitEnumeratorContext<S> context)
      throws Exception {
    return new AssignedEnumerator<>(super.createEnumerator(context), context, getBoundedness());
  }

  @Override
  public SplitEnumerator<S, E> restoreEnumerator(SplitEnumeratorContext<S> context, E checkpoint)
      throws Exception {
    return new AssignedEnumerator<>(
        super.restoreEnumerator(context, checkpoint), context, getBoundedness());
  }

  /** Reads nothing before it has all its splits. */
  @SuppressWarnings("try") // closing may throw any exception, as declared by Flink
  private static final class Reader<T, S extends SourceSplit> extends ForwardingReader<T, S> {

    private final CompletableFuture<Void> settled = new CompletableFuture<>();

    Reader(SourceReader<T, S> reader) {
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
      if (event instanceof Settled) {
        settled.complete(null);
      } else {
        super.handleSourceEvents(event);
      }
    }
  }
}
