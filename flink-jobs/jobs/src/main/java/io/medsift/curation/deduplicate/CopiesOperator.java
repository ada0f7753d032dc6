package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Finds responses with the same words, so that only the first of them takes places in buckets. The
 * first continues to the bands; the others become pairs at similarity 1. A sample that meets its
 * own entry was read before, and goes no further.
 *
 * <p>Keyed by shard of the content hash. State: content hash to first sample.
 */
public final class CopiesOperator extends ShardedOperator<CopiesOperator.SampleBands>
    implements OneInputStreamOperator<SampleSignature, CopiesOperator.SampleBands> {
  private static final long serialVersionUID = 1L;

  /** 128-bit hash of a token sequence, a key in state. */
  public record ContentHash(long high, long low) {}

  /** The sample of lowest rank with some content. */
  public record FirstCopy(Rank rank, String id) {}

  /**
   * The bands of one sample that live in the shards of one subtask; in state, in one shard.
   *
   * @param shard key of one of those shards
   * @param size number of shingles of the sample
   */
  public record SampleBands(int shard, Rank rank, int size, long[] bands) {}

  /** Samples that copy an earlier one. */
  public static final OutputTag<DuplicatePair> COPIES =
      new OutputTag<>("copies", TypeInformation.of(DuplicatePair.class));

  private final Shards shards;
  private transient RankedBuffer<SampleSignature> waiting;
  private transient MapState<ContentHash, FirstCopy> firstCopies;
  private transient Counter copies;
  private transient int[] subtasks;
  private transient int[] counts;

  /** An operator of {@code plan}. */
  public CopiesOperator(DeduplicationPlan plan) {
    super(plan);
    this.shards = plan.shards();
  }

  @Override
  void openState(StateInitializationContext context) {
    firstCopies =
        context
            .getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>(
                    "first-copies",
                    TypeInformation.of(ContentHash.class),
                    TypeInformation.of(FirstCopy.class)));
    waiting =
        buffer(
            "waiting",
            SampleSignature.class,
            SampleSignature::shard,
            SampleSignature::rank,
            context);
    TaskInfo task = getRuntimeContext().getTaskInfo();
    subtasks = shards.subtasks(task);
    counts = new int[task.getNumberOfParallelSubtasks()];
    copies = getMetricGroup().counter("exact_copies");
    getMetricGroup().gauge("waiting", waiting::size);
  }

  @Override
  public void processElement(StreamRecord<SampleSignature> element) {
    waiting.add(element.getValue());
  }

  @Override
  void onWatermark(long watermark) throws Exception {
    waiting.drain(watermark, this::setCurrentKey, this::announceInOrder);
  }

  private void announceInOrder(List<SampleSignature> announcements) throws Exception {
    for (SampleSignature announcement : announcements) {
      ContentHash content = new ContentHash(announcement.contentHigh(), announcement.contentLow());
      FirstCopy first = firstCopies.get(content);
      if (first == null) {
        firstCopies.put(content, new FirstCopy(announcement.rank(), announcement.id()));
        sendBands(announcement);
      } else if (!first.rank().position().equals(announcement.rank().position())) {
        copies.inc();
        output.collect(
            COPIES,
            new StreamRecord<>(
                new DuplicatePair(announcement.rank(), first.rank(), first.id(), 1, true)));
      }
    }
  }

  /** Sends one message to each subtask of the next operator, which has as many as this one. */
  private void sendBands(SampleSignature announcement) {
    long[] bands = announcement.bands();
    Arrays.fill(counts, 0);
    for (long band : bands) {
      counts[subtasks[shards.indexOf(band)]]++;
    }
    for (int subtask = 0; subtask < counts.length; subtask++) {
      if (counts[subtask] > 0) {
        long[] addressed = new long[counts[subtask]];
        int count = 0;
        for (long band : bands) {
          if (subtasks[shards.indexOf(band)] == subtask) {
            addressed[count++] = band;
          }
        }
        output.collect(
            new StreamRecord<>(
                new SampleBands(
                    shards.keyOf(addressed[0]),
                    announcement.rank(),
                    announcement.size(),
                    addressed)));
      }
    }
  }
}
