package io.medsift.curation.read;

import io.medsift.curation.state.Rank;
import io.medsift.curation.state.StateVersion;
import io.medsift.kafka.topic.LogRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gives every record its rank and drops heartbeats. A broker clock that steps back cannot make a
 * record late: its rank time is the highest that its partition has shown. A record that is late all
 * the same (a partition that was added, a producer's own clock) ranks just after the watermark.
 *
 * <p>Positions that were read before the state was saved, and come again because the topic is read
 * from its start, have the ranks that they had then. So a replay holds no more samples than the
 * first run did.
 *
 * <p>State, kept by every subtask for all partitions: how far each was read, the watermark, and of
 * which topic. A position means nothing in another topic, so state of one is refused.
 */
public final class RankOperator extends AbstractStreamOperator<RankedRecord>
    implements OneInputStreamOperator<LogRecord, RankedRecord> {
  private static final long serialVersionUID = 1L;

  /** Progress in a partition: the state from which ranks continue after a restart. */
  public record PartitionProgress(int partition, long highestTime, long lastOffset) {

    PartitionProgress merge(PartitionProgress other) {
      return new PartitionProgress(
          partition,
          Math.max(highestTime, other.highestTime),
          Math.max(lastOffset, other.lastOffset));
    }

    PartitionProgress advance(long timestamp, long offset) {
      return new PartitionProgress(
          partition, Math.max(highestTime, timestamp), Math.max(lastOffset, offset));
    }
  }

  private final String topic;
  private final long lost;
  private transient Map<Integer, PartitionProgress> progress;
  private transient Map<Integer, PartitionProgress> replayed;
  private transient Map<Integer, Long> restoredOffsets;
  private transient long watermark;
  private transient long restoredWatermark;
  private transient ListState<PartitionProgress> progressState;
  private transient ListState<Long> watermarkState;
  private transient ListState<String> topicState;
  private transient Counter samplesRead;
  private transient Counter heartbeats;
  private transient Counter lateSamples;
  private transient Counter repeatedSamples;

  /** An operator over the records of {@code topic}. */
  public RankOperator(String topic) {
    this(topic, 0);
  }

  /**
   * The same.
   *
   * @param lost how many offsets are skipped, since the topic no longer holds them
   */
  public RankOperator(String topic, long lost) {
    this.topic = topic;
    this.lost = lost;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    var store = context.getOperatorStateStore();
    StateVersion.check(store);
    progressState =
        store.getUnionListState(
            new ListStateDescriptor<>(
                "partition-progress", TypeInformation.of(PartitionProgress.class)));
    watermarkState = store.getUnionListState(new ListStateDescriptor<>("watermark", Types.LONG));
    topicState = store.getUnionListState(new ListStateDescriptor<>("topic", Types.STRING));
    progress = new HashMap<>();
    replayed = new HashMap<>();
    restoredOffsets = new HashMap<>();
    watermark = Long.MIN_VALUE;
    restoredWatermark = Long.MIN_VALUE;
    if (context.isRestored()) {
      restore();
    }
  }

  private void restore() throws Exception {
    for (String other : topicState.get()) {
      refuseOther(other);
    }
    for (PartitionProgress saved : progressState.get()) {
      progress.merge(saved.partition(), saved, PartitionProgress::merge);
    }
    progress.forEach((partition, read) -> restoredOffsets.put(partition, read.lastOffset()));
    long lowest = Long.MAX_VALUE;
    for (long saved : watermarkState.get()) {
      lowest = Math.min(lowest, saved);
    }
    restoredWatermark = lowest == Long.MAX_VALUE ? Long.MIN_VALUE : lowest;
  }

  private void refuseOther(String other) {
    if (!other.equals(topic)) {
      throw new SuppressRestartsException(
          new IllegalStateException(
              ("The state of this job belongs to the topic of samples '%s', but the job "
                      + "reads '%s'. Go back to that topic, or start the job without state.")
                  .formatted(other, topic)));
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    samplesRead = getMetricGroup().counter("samples_read");
    heartbeats = getMetricGroup().counter("heartbeats");
    lateSamples = getMetricGroup().counter("late_samples");
    repeatedSamples = getMetricGroup().counter("repeated_samples");
    // Of the whole job, so that one subtask says it.
    long mine = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0 ? lost : 0;
    getMetricGroup().gauge("lost_samples", () -> mine);
  }

  @Override
  public void processElement(StreamRecord<LogRecord> element) {
    LogRecord record = element.getValue();
    boolean repeated = record.offset() <= restoredOffsets.getOrDefault(record.partition(), -1L);
    PartitionProgress read = advance(repeated ? replayed : progress, record);
    if (record.heartbeat()) {
      heartbeats.inc();
      return;
    }
    samplesRead.inc();
    long passed = repeated ? watermark : Math.max(watermark, restoredWatermark);
    boolean behind = read.highestTime() <= passed;
    long time = behind ? passed + 1 : read.highestTime();
    boolean late = behind && !repeated;
    if (late) {
      lateSamples.inc();
    }
    if (repeated) {
      repeatedSamples.inc();
    }
    Rank rank = new Rank(time, record.partition(), record.offset());
    output.collect(new StreamRecord<>(new RankedRecord(record, rank, late, repeated)));
  }

  private static PartitionProgress advance(
      Map<Integer, PartitionProgress> partitions, LogRecord record) {
    PartitionProgress read =
        partitions
            .getOrDefault(
                record.partition(), new PartitionProgress(record.partition(), Long.MIN_VALUE, -1))
            .advance(record.timestamp(), record.offset());
    partitions.put(record.partition(), read);
    return read;
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    // The last watermark of a bounded run is no time: what comes after it is not late.
    if (mark.getTimestamp() != Long.MAX_VALUE) {
      watermark = Math.max(watermark, mark.getTimestamp());
    }
    super.processWatermark(mark);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    progressState.update(List.copyOf(progress.values()));
    watermarkState.update(List.of(Math.max(watermark, restoredWatermark)));
    topicState.update(List.of(topic));
  }
}
