package io.medsift.kafka.connector;

import io.medsift.kafka.topic.LogRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.MetricGroup;

/**
 * A reader that pauses partitions while too much of what it has read waits for the watermark, see
 * {@link ReadAhead}. Readers tell each other, by way of their enumerator, how far they are.
 */
@SuppressWarnings("try") // closing may throw any exception, as declared by Flink
final class BoundedReader<S extends SourceSplit> extends ForwardingReader<LogRecord, S> {
  /** Of the heap, for each waiting record beside what grows with its value. */
  private static final long BESIDES = 2_048;

  /** The value itself, and its tokens. */
  private static final long TIMES_VALUE = 3;

  /**
   * More offsets than a fetcher holds that this reader has not seen yet: four fetches, of which
   * each record may be a transaction of its own, and a margin.
   */
  private static final long FETCHED_AHEAD = 20L * KafkaConnector.RECORDS_OF_A_FETCH;

  private static final int LOOK_EVERY = 64;
  private static final long REPORT_EVERY = TimeUnit.MILLISECONDS.toNanos(100);
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(2 * REPORT_EVERY, TimeUnit.NANOSECONDS);

  private final ReadAhead ahead;
  private final LongConsumer report;
  private final Map<String, Long> pausable = new HashMap<>();
  private CountingOutput output;
  private long reported = Long.MIN_VALUE;
  private long reportedAt = System.nanoTime() - 2 * REPORT_EVERY;
  private boolean unreported;
  private int polls;

  /**
   * Such a reader.
   *
   * @param report tells the watermark of this reader to the others
   */
  BoundedReader(
      SourceReader<LogRecord, S> reader,
      ReadAhead ahead,
      LongConsumer report,
      MetricGroup metrics) {
    super(reader);
    this.ahead = ahead;
    this.report = report;
    metrics.gauge("waiting_bytes", ahead::waiting);
    metrics.gauge("paused_partitions", ahead::paused);
  }

  @Override
  public void addSplits(List<S> splits) {
    for (S split : splits) {
      ahead.assign(split.splitId());
      pausable.put(split.splitId(), pausableUpTo(split));
    }
    super.addSplits(splits);
  }

  /**
   * The last offset behind which a split may be paused. The connector fails if a split is paused
   * that its fetcher has finished meanwhile, which is some fetches ahead of this reader.
   */
  private static long pausableUpTo(SourceSplit split) {
    Optional<Long> end =
        split instanceof KafkaPartitionSplit partition
            ? partition.getStoppingOffset()
            : Optional.empty();
    // Negative stands for an end that only the fetcher knows.
    return end.map(offset -> offset < 0 ? -1 : offset - FETCHED_AHEAD).orElse(Long.MAX_VALUE);
  }

  @Override
  public InputStatus pollNext(ReaderOutput<LogRecord> to) throws Exception {
    if (output == null || output.to != to) {
      output = new CountingOutput(to);
    }
    InputStatus status = super.pollNext(output);
    if (status != InputStatus.MORE_AVAILABLE || ++polls % LOOK_EVERY == 0) {
      report();
      pauseAndResume();
    }
    return status;
  }

  private void report() {
    long watermark = ahead.watermark();
    unreported = watermark != reported;
    if (unreported
        && (watermark == Long.MAX_VALUE || System.nanoTime() - reportedAt > REPORT_EVERY)) {
      reported = watermark;
      reportedAt = System.nanoTime();
      unreported = false;
      report.accept(watermark);
    }
  }

  /** The last that a slow reader has read is said even if nothing follows: others wait for it. */
  @Override
  public CompletableFuture<Void> isAvailable() {
    CompletableFuture<Void> available = super.isAvailable();
    return unreported && !available.isDone()
        ? CompletableFuture.anyOf(available, CompletableFuture.runAsync(() -> {}, LATER))
            .thenApply(any -> null)
        : available;
  }

  /** All partitions are assigned: says how far this reader is, which may have none. */
  void settled() {
    report();
  }

  /** The slowest partition of the job is that far. */
  void pass(long watermark) {
    ahead.pass(watermark);
    pauseAndResume();
  }

  private void pauseAndResume() {
    ReadAhead.Change change = ahead.change();
    if (!change.isEmpty()) {
      pauseOrResumeSplits(change.paused(), change.resumed());
    }
  }

  private static long bytes(LogRecord record) {
    return record.heartbeat()
        ? 0
        : BESIDES + TIMES_VALUE * (record.value() == null ? 0 : record.value().length);
  }

  /** Counts what goes by. */
  private final class CountingOutput implements ReaderOutput<LogRecord> {
    private final ReaderOutput<LogRecord> to;

    CountingOutput(ReaderOutput<LogRecord> to) {
      this.to = to;
    }

    @Override
    public SourceOutput<LogRecord> createOutputForSplit(String split) {
      return new SplitOutput(split, to.createOutputForSplit(split));
    }

    @Override
    public void releaseOutputForSplit(String split) {
      ahead.finish(split);
      to.releaseOutputForSplit(split);
    }

    @Override
    public void collect(LogRecord record) {
      to.collect(record);
    }

    @Override
    public void collect(LogRecord record, long timestamp) {
      to.collect(record, timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      to.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
      to.markIdle();
    }

    @Override
    public void markActive() {
      to.markActive();
    }
  }

  private final class SplitOutput implements SourceOutput<LogRecord> {
    private final String split;
    private final SourceOutput<LogRecord> to;
    private final long lastPausable;

    SplitOutput(String split, SourceOutput<LogRecord> to) {
      this.split = split;
      this.to = to;
      this.lastPausable = pausable.get(split);
    }

    @Override
    public void collect(LogRecord record) {
      collect(record, record.timestamp());
    }

    @Override
    public void collect(LogRecord record, long timestamp) {
      if (record.offset() > lastPausable) {
        ahead.endsSoon(split);
      }
      ahead.add(split, timestamp, bytes(record));
      to.collect(record, timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      to.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
      to.markIdle();
    }

    @Override
    public void markActive() {
      to.markActive();
    }
  }
}
