package io.medsift.kafka.connector;

import io.medsift.kafka.topic.LogRecord;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
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
 *       what is in new ones before these are found.
 *   <li>A bounded one ends. The enumerator of the connector tells readers that no splits follow
 *       when it has found new partitions; where it finds none, they would wait for ever
 *       (FLINK-33466).
 *   <li>With a limit, its readers do not read far ahead of the slowest partition, see {@link
 *       ReadAhead}.
 * </ul>
 */
public final class AssignedSource<S extends SourceSplit, E>
    extends ForwardingSource<LogRecord, S, E> {
  private static final long serialVersionUID = 1L;

  /** No limit: nothing that is read waits for the watermark. */
  static final long UNLIMITED = Long.MAX_VALUE;

  private final long readAhead;

  /** Event that lets a reader start. */
  record Settled() implements SourceEvent {}

  /** Event by which a reader tells its watermark. */
  record Progress(long watermark) implements SourceEvent {}

  /** Event that tells a reader the lowest watermark of all. */
  record Passed(long watermark) implements SourceEvent {}

  private AssignedSource(
      Source<LogRecord, S, E> source, TypeInformation<LogRecord> type, long readAhead) {
    super(source, type);
    this.readAhead = readAhead;
  }

  /**
   * The same source, settled.
   *
   * @param readAhead bytes of memory that may wait for the watermark, of each reader, or {@link
   *     #UNLIMITED}
   */
  static Source<LogRecord, ?, ?> of(KafkaSource<LogRecord> source, long readAhead) {
    return new AssignedSource<>(source, source.getProducedType(), readAhead);
  }

  @Override
  public SourceReader<LogRecord, S> createReader(SourceReaderContext context) throws Exception {
    SourceReader<LogRecord, S> reader = super.createReader(context);
    return readAhead == UNLIMITED
        ? new Reader<>(reader, settled -> {}, passed -> {})
        : bounded(reader, context);
  }

  private Reader<S> bounded(SourceReader<LogRecord, S> reader, SourceReaderContext context) {
    BoundedReader<S> bounded =
        new BoundedReader<>(
            reader,
            new ReadAhead(readAhead),
            watermark -> context.sendSourceEventToCoordinator(new Progress(watermark)),
            context.metricGroup());
    return new Reader<>(
        bounded, settled -> bounded.settled(), passed -> bounded.pass(passed.watermark()));
  }

  @Override
  public SplitEnumerator<S, E> createEnumerator(SplitEnumeratorContext<S> context)
      throws Exception {
    return settling(super.createEnumerator(context), context);
  }

  @Override
  public SplitEnumerator<S, E> restoreEnumerator(SplitEnumeratorContext<S> context, E checkpoint)
      throws Exception {
    return settling(super.restoreEnumerator(context, checkpoint), context);
  }

  private SplitEnumerator<S, E> settling(
      SplitEnumerator<S, E> enumerator, SplitEnumeratorContext<S> context) {
    return new AssignedEnumerator<>(enumerator, context, getBoundedness(), readAhead != UNLIMITED);
  }

  /** Reads nothing before it has all its splits. */
  @SuppressWarnings("try") // closing may throw any exception, as declared by Flink
  private static final class Reader<S extends SourceSplit> extends ForwardingReader<LogRecord, S> {

    private final Consumer<Settled> onSettled;
    private final Consumer<Passed> onPassed;
    private final CompletableFuture<Void> settled = new CompletableFuture<>();

    Reader(
        SourceReader<LogRecord, S> reader, Consumer<Settled> onSettled, Consumer<Passed> onPassed) {
      super(reader);
      this.onSettled = onSettled;
      this.onPassed = onPassed;
    }

    @Override
    public InputStatus pollNext(ReaderOutput<LogRecord> output) throws Exception {
      return settled.isDone() ? super.pollNext(output) : InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return settled.isDone() ? super.isAvailable() : settled;
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
      if (event instanceof Settled all) {
        onSettled.accept(all);
        settled.complete(null);
      } else if (event instanceof Passed passed) {
        onPassed.accept(passed);
      } else {
        super.handleSourceEvents(event);
      }
    }
  }
}
