package io.medsift.curation.deduplicate;

import io.medsift.curation.deduplicate.CopiesOperator.SampleBands;
import io.medsift.curation.deduplicate.RecentBands.BandEntry;
import io.medsift.curation.state.Rank;
import io.medsift.minhash.JaccardComparer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Finds pairs that share a band. A bucket keeps the samples of lowest rank up to a cap; what comes
 * later is still compared with those.
 *
 * <p>Keyed by shard of the band hash. State: {@link BandPages}, and band hash to {@link Bucket}. As
 * long as {@link KnownBands} has room, bands that are new are not looked up, and go on pages, many
 * at once: before a checkpoint, or when they take too much heap. Later ones get buckets, as all did
 * in earlier versions: that a bucket is missing RocksDB knows without reading, a page has to be
 * read.
 */
public final class BandsOperator extends ShardedOperator<BandsOperator.Candidates>
    implements OneInputStreamOperator<SampleBands, BandsOperator.Candidates> {
  private static final long serialVersionUID = 1L;

  /**
   * Earlier samples that share a band with a sample.
   *
   * @param shard key of the shard of {@code sample}
   * @param earlier their ranks, as {@link Rank} writes them
   */
  public record Candidates(int shard, Rank sample, byte[] earlier) {}

  private static final int KEYS_AT_ONCE = 20_000;

  /**
   * Bands on the heap of a subtask at most, some 25 MB, and those of one sample more. The more
   * there are, the more of them share a write to a page.
   */
  private static final int MOST_RECENT = 1 << 20;

  private static final long BY_HEAP = -1;

  private final Shards shards;
  private final int cap;
  private final double threshold;
  private final long filterBytes;
  private final int mostRecent;
  private transient RankedBuffer<SampleBands> waiting;
  private transient MapState<Long, byte[]> buckets;
  private transient BandPages pages;
  private transient RecentBands recent;
  private transient ListState<byte[]> recentState;
  private transient int recentInState;
  private transient KnownBands known;
  private transient Set<Integer> ownShards;
  private transient Set<Integer> shardsWithBuckets;
  private transient Map<Integer, Map<Long, byte[]>> changed;
  private transient Counter candidatePairs;
  private transient Counter fullBuckets;
  private transient int largestBucket;
  private transient int keysAtOnce;

  /** An operator of {@code plan}. */
  public BandsOperator(DeduplicationPlan plan) {
    this(plan, BY_HEAP, MOST_RECENT);
  }

  /**
   * The same.
   *
   * @param filterBytes heap for the filter of bands at most, -1 for a share of the process's
   * @param mostRecent bands that wait for their pages at most
   */
  BandsOperator(DeduplicationPlan plan, long filterBytes, int mostRecent) {
    super(plan);
    this.filterBytes = filterBytes;
    this.mostRecent = mostRecent;
    this.shards = plan.shards();
    this.cap = plan.settings().bucketCap();
    this.threshold = plan.settings().jaccard();
  }

  @Override
  void openState(StateInitializationContext context) throws Exception {
    buckets =
        context
            .getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>(
                    "buckets", Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    ListStateDescriptor<byte[]> pageState =
        new ListStateDescriptor<>("pages", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
    BandPages.PageStates pageStates =
        page -> getPartitionedState(page, IntSerializer.INSTANCE, pageState);
    // It is in every checkpoint, and so in the contract, before there is a page.
    pageStates.of(0);
    pages =
        new BandPages(
            shards,
            this::setCurrentKey,
            pageStates,
            context.getKeyedStateStore().getState(new ValueStateDescriptor<>("bands", Types.LONG)));
    waiting =
        bufferOfAllShards(
            "waiting",
            SampleBands.class,
            SampleBands::shard,
            SampleBands::rank,
            this::byShard,
            context);
    List<Integer> own = shards.keysOf(getRuntimeContext().getTaskInfo());
    ownShards = new HashSet<>(own);
    shardsWithBuckets = new HashSet<>();
    if (context.isRestored()) {
      pages.restore(own);
      for (int shard : own) {
        setCurrentKey(shard);
        if (!buckets.isEmpty()) {
          shardsWithBuckets.add(shard);
        }
      }
    }
    recent = new RecentBands();
    recentState =
        context
            .getKeyedStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    "recent", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    changed = new TreeMap<>();
    long bytes = filterBytes == BY_HEAP ? KnownBands.mostBytes() : filterBytes;
    known = new KnownBands(bytes, context.isRestored() ? own : List.of());
    if (context.isRestored()) {
      restoreRecent(own);
    }
    // An iterator of the heap backend does not outlive a change.
    String backend = getKeyedStateBackend().getBackendTypeIdentifier();
    keysAtOnce = backend.equals("hashmap") ? Integer.MAX_VALUE : KEYS_AT_ONCE;
    candidatePairs = getMetricGroup().counter("candidate_pairs");
    fullBuckets = getMetricGroup().counter("full_bucket_hits");
    getMetricGroup().gauge("largest_bucket", () -> largestBucket);
    getMetricGroup().gauge("waiting", waiting::size);
  }

  /** A message of a subtask, cut by shard. */
  private List<SampleBands> byShard(SampleBands message) {
    Map<Integer, LongStream.Builder> bands = new TreeMap<>();
    for (long band : message.bands()) {
      bands.computeIfAbsent(shards.keyOf(band), shard -> LongStream.builder()).add(band);
    }
    List<SampleBands> messages = new ArrayList<>();
    bands.forEach(
        (shard, some) ->
            messages.add(
                new SampleBands(shard, message.rank(), message.size(), some.build().toArray())));
    return messages;
  }

  @Override
  public void processElement(StreamRecord<SampleBands> element) {
    SampleBands message = element.getValue();
    for (long band : message.bands()) {
      if (!ownShards.contains(shards.keyOf(band))) {
        throw new IllegalStateException(
            "find pairs must have the parallelism of find copies: a band of "
                + message.rank()
                + " belongs to another subtask");
      }
    }
    waiting.add(message);
  }

  @Override
  void onWatermark(long watermark) throws Exception {
    known.readOn(this::bandsOf, keysAtOnce);
    waiting.drain(watermark, this::setCurrentKey, this::pairInOrder);
  }

  /** Pages first: what the filter has no room for must be in buckets. */
  private Iterator<Long> bandsOf(int shard) throws Exception {
    Iterator<Long> inPages = pages.bandsOf(shard);
    if (!shardsWithBuckets.contains(shard)) {
      return inPages;
    }
    setCurrentKey(shard);
    return new PagesThenBuckets(inPages, buckets.keys().iterator(), known);
  }

  private record PagesThenBuckets(Iterator<Long> pages, Iterator<Long> buckets, KnownBands known)
      implements Iterator<Long> {
    @Override
    public boolean hasNext() {
      return pages.hasNext() || (!known.isFull() && buckets.hasNext());
    }

    @Override
    public Long next() {
      return pages.hasNext() ? pages.next() : buckets.next();
    }
  }

  private void pairInOrder(List<SampleBands> messages) throws Exception {
    Set<Rank> earlier = new LinkedHashSet<>();
    boolean[] mayBeKnown = {};
    for (SampleBands message : messages) {
      BandEntry entry = new BandEntry(message.rank(), message.size());
      long[] bands = message.bands();
      mayBeKnown = mayBeKnown.length < bands.length ? new boolean[bands.length] : mayBeKnown;
      known.mayHold(bands, shards::keyOf, mayBeKnown);
      for (int i = 0; i < bands.length; i++) {
        visit(bands[i], mayBeKnown[i], entry, earlier);
      }
      if (!earlier.isEmpty()) {
        candidatePairs.inc(earlier.size());
        int home = shards.keyOf(message.rank().position());
        output.collect(
            new StreamRecord<>(new Candidates(home, message.rank(), Rank.pack(earlier))));
        earlier.clear();
      }
      if (recent.size() >= mostRecent) {
        moveToPages(ownShards);
      }
    }
    writeBuckets();
  }

  private void visit(long band, boolean mayBeKnown, BandEntry sample, Set<Rank> earlier)
      throws Exception {
    int shard = shards.keyOf(band);
    int size = mayBeKnown ? onPages(band, sample.shingles(), earlier) : 0;
    byte[] bucket = mayBeKnown || known.isFull() ? bucket(shard, band) : null;
    size += Bucket.forEach(bucket, (rank, other) -> add(rank, other, sample.shingles(), earlier));
    if (size >= cap) {
      fullBuckets.inc();
      return;
    }
    if (known.isFull()) {
      Map<Long, byte[]> ofShard = changed.computeIfAbsent(shard, key -> new HashMap<>());
      ofShard.put(
          band,
          bucket == null
              ? Bucket.of(sample.rank(), sample.shingles())
              : Bucket.append(bucket, sample.rank(), sample.shingles()));
      shardsWithBuckets.add(shard);
    } else {
      known.add(band);
      recent.add(band, sample);
    }
    largestBucket = Math.max(largestBucket, size + 1);
  }

  /** Adds the samples that have the band and may be similar, and returns how many have it. */
  private int onPages(long band, int shingles, Set<Rank> earlier) throws Exception {
    return pages.forEach(band, (rank, other) -> add(rank, other, shingles, earlier))
        + recent.forEach(band, (rank, other) -> add(rank, other, shingles, earlier));
  }

  private byte[] bucket(int shard, long band) throws Exception {
    if (!shardsWithBuckets.contains(shard)) {
      return null;
    }
    byte[] bucket = changed.getOrDefault(shard, Map.of()).get(band);
    if (bucket != null) {
      return bucket;
    }
    setCurrentKey(shard);
    return buckets.get(band);
  }

  private void writeBuckets() throws Exception {
    for (Map.Entry<Integer, Map<Long, byte[]>> shard : changed.entrySet()) {
      setCurrentKey(shard.getKey());
      buckets.putAll(shard.getValue());
    }
    changed.clear();
  }

  private void add(Rank rank, int size, int shingles, Set<Rank> earlier) {
    if (JaccardComparer.bound(shingles, size) >= threshold) {
      earlier.add(rank);
    }
  }

  /**
   * Adds to state what is new since the last checkpoint, in one write for each shard. To its pages
   * it goes later, with more.
   */
  @Override
  void saveState() throws Exception {
    Map<Integer, IntStream.Builder> unsaved = new TreeMap<>();
    for (int number = recentInState; number < recent.size(); number++) {
      int shard = shards.keyOf(recent.band(number));
      unsaved.computeIfAbsent(shard, key -> IntStream.builder()).add(number);
    }
    for (Map.Entry<Integer, IntStream.Builder> shard : unsaved.entrySet()) {
      int[] numbers = shard.getValue().build().toArray();
      ByteBuffer out = ByteBuffer.allocate(BandPage.mostBytes(numbers.length));
      setCurrentKey(shard.getKey());
      recentState.add(BandPage.write(recent, numbers, 0, numbers.length, out));
    }
    recentInState = recent.size();
  }

  /**
   * Takes up what was new at the checkpoint. Of subtasks that were many it may be more than
   * allowed.
   */
  private void restoreRecent(List<Integer> own) throws Exception {
    Set<Integer> read = new HashSet<>();
    for (int shard : own) {
      setCurrentKey(shard);
      for (byte[] part : recentState.get()) {
        BandPage.read(part, recent);
      }
      read.add(shard);
      for (int number = recentInState; number < recent.size(); number++) {
        known.add(recent.band(number));
      }
      recentInState = recent.size();
      if (recent.size() >= mostRecent) {
        moveToPages(read);
      }
    }
  }

  private void moveToPages(Set<Integer> shardsOfRecent) throws Exception {
    pages.append(recent);
    recent.clear();
    for (int shard : shardsOfRecent) {
      setCurrentKey(shard);
      recentState.clear();
    }
    recentInState = 0;
  }
}
