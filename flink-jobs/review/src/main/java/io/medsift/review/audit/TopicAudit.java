package io.medsift.review.audit;

import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.Heartbeat;
import io.medsift.kafka.topic.OffsetBound;
import io.medsift.kafka.topic.PresenceDeserializer;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.kafka.topic.TopicScan;
import io.medsift.recovery.LostSamples;
import io.medsift.review.ReviewException;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.RowOrigin;
import io.medsift.review.rows.StrayRows;
import io.medsift.revision.RevisionTopic;
import io.medsift.verdict.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Counts the samples of a range and the rows that the job wrote about them. Values are neither
 * copied nor parsed, for the position of a row is in its header.
 *
 * <p>Where the topic of samples carries the broker's time, rows that were written before the first
 * sample of the range are not read.
 */
public final class TopicAudit {
  private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final CurationTopics topics;
  private final TopicRange range;
  private final boolean whole;
  private final LongConsumer progress;
  private final AtomicLong records = new AtomicLong();
  private final Map<OutputTopic, TopicRange> scanned = new ConcurrentHashMap<>();
  private final AuditLedger ledger;
  private RevisionCheck revisions;
  private long heartbeats;
  private long firstTime = Long.MAX_VALUE;
  private boolean brokerTime = true;

  /**
   * An audit that has not begun.
   *
   * @param range of the topic of samples
   * @param whole whether the range has all that the topic holds
   * @param progress receives, from several threads, the number of records read so far
   */
  public TopicAudit(CurationTopics topics, TopicRange range, boolean whole, LongConsumer progress) {
    this.topics = topics;
    this.range = range;
    this.whole = whole;
    this.progress = progress;
    this.ledger = new AuditLedger(topics.samples(), range.starts(), new StrayRows());
  }

  /**
   * Reads everything once, and continues reading new rows while samples are without one.
   *
   * @param patience how long to wait for the rows of the last samples
   * @throws ReviewException if a topic is missing or cannot be read to its end
   */
  public AuditLedger run(Duration patience) throws InterruptedException {
    try {
      return read(patience);
    } catch (IllegalArgumentException e) {
      throw new ReviewException(
          e.getMessage(),
          "Check that the topics exist, or name others with --topic or --outputs.",
          e);
    } catch (KafkaException e) {
      throw new ReviewException(
          "the topics could not be read to the end: " + e.getMessage(),
          "Run 'medsift doctor', and check that retention does not delete what is to be audited.",
          e);
    }
  }

  private AuditLedger read(Duration patience) throws InterruptedException {
    // Before the rows: what a revision names has one by then.
    revisions = new RevisionCheck(RevisionTopic.of(topics).read(), range);
    scan(range, new PresenceDeserializer(), this::sample);
    scanOutputs();
    Instant deadline = Instant.now().plus(patience);
    while (ledger.missing() > 0 && Instant.now().isBefore(deadline)) {
      Thread.sleep(PAUSE.toMillis());
      scanOutputs();
    }
    revisions.addTo(ledger);
    return ledger;
  }

  /** Returns whether all samples have LogAppendTime, which never goes back. */
  public boolean brokerTime() {
    return brokerTime;
  }

  /** Returns the number of heartbeats, which are records and not samples. */
  public long heartbeats() {
    return heartbeats;
  }

  /** Returns the number of records read in all topics. */
  public long records() {
    return records.get();
  }

  private void sample(ConsumerRecord<Boolean, Boolean> record) {
    firstTime = Math.min(firstTime, record.timestamp());
    brokerTime &= record.timestampType() == TimestampType.LOG_APPEND_TIME;
    if (Heartbeat.is(record.value(), record.headers())) {
      heartbeats++;
    } else {
      ledger.partition(record.partition()).read(record.offset());
    }
  }

  private void scanOutputs() {
    List<CompletableFuture<Void>> scans =
        Arrays.stream(OutputTopic.values())
            .map(output -> CompletableFuture.runAsync(() -> scanOutput(output)))
            .toList();
    try {
      scans.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void scanOutput(OutputTopic output) {
    TopicRange before = scanned.get(output);
    TopicRange part =
        TopicRange.between(
            range.connection(), output.of(topics), firstRow(), new OffsetBound.Latest());
    if (before != null) {
      part = part.from(before.ends());
    }
    scan(part, new RowOrigin.Reader(output, topics.samples()), row -> row(output, row));
    scanned.put(output, part);
  }

  private OffsetBound firstRow() {
    return whole || !brokerTime || firstTime == Long.MAX_VALUE
        ? new OffsetBound.Earliest()
        : new OffsetBound.Time(Instant.ofEpochMilli(firstTime).minus(CLOCK_DIFFERENCE));
  }

  private void row(OutputTopic output, ConsumerRecord<Boolean, RowOrigin> row) {
    if (output == OutputTopic.DEAD_LETTERS) {
      Optional<LostSamples> lost =
          LostSamples.read(row.headers()).filter(each -> each.topic().equals(topics.samples()));
      if (lost.isPresent()) {
        ledger.lost(lost.get());
        return;
      }
    }
    Position place = new Position(row.topic(), row.partition(), row.offset());
    SamplePosition sample = ledger.strays().sampleOf(output, RowOrigin.Reader.of(row), place);
    Long start = sample == null ? null : range.starts().get(sample.partition());
    if (start != null
        && sample.offset() >= start
        && sample.offset() < range.ends().get(sample.partition())) {
      ledger.decided(sample.partition(), sample.offset(), output, place);
      revisions.decided(sample, output);
    }
  }

  private <V> void scan(
      TopicRange part, Deserializer<V> value, Consumer<ConsumerRecord<Boolean, V>> consumer) {
    TopicScan<Boolean, V> scan =
        new TopicScan<>(
            new PresenceDeserializer(), value, count -> progress.accept(records.get() + count));
    records.addAndGet(scan.read(part, consumer));
  }
}
