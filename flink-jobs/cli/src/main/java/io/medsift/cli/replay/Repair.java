package io.medsift.cli.replay;

import io.medsift.cli.CommandFailedException;
import io.medsift.cli.audit.Ledger;
import io.medsift.cli.audit.TopicAudit;
import io.medsift.cli.output.CommittedEnd;
import io.medsift.cli.output.OutputTopic;
import io.medsift.cli.progress.Plural;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.cli.topic.SampleCount;
import io.medsift.curation.CurationTopics;
import io.medsift.curation.read.SamplePosition;
import io.medsift.curation.write.PositionHeader;
import io.medsift.recovery.SavedState;
import io.medsift.topic.KafkaEnd;
import io.medsift.topic.OffsetBound;
import io.medsift.topic.TopicRange;
import io.medsift.topic.TopicScan;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes the rows of samples that a run has decided and whose transaction was lost, and no others.
 *
 * <ol>
 *   <li>Lost is what has no row, though the state of the run says that it is decided: its time is
 *       before the watermark of the state, and every transaction that may hold its row has ended.
 *       So the run may go on meanwhile: it writes about later samples alone.
 *   <li>A replay with the memory of that state decides them again, alike, into topics of its own.
 *   <li>Their rows are copied into the topics of the run, in transactions of one producer. A repair
 *       that was killed is fenced by the next, which looks again at what is missing.
 * </ol>
 *
 * <p>A sample that is rejected before deduplication has its row as soon as it is read, so that such
 * a row may be lost although the watermark of the state has not passed its sample; a later state
 * finds it.
 *
 * <p>A sample that came late, and waits in the state at just its watermark, would be taken for
 * lost; topics with LogAppendTime have none.
 */
public final class Repair {
  private static final int ROWS_PER_TRANSACTION = 5_000;

  private final ReplayRequest request;
  private final SavedState state;
  private final Duration patience;
  private final ProgressDisplay display;

  /**
   * A repair that has not begun.
   *
   * @param request a replay of the topics of the run, with memory, of any range
   * @param state the same that the request starts from
   * @param patience how long transactions may be open that hold back what must be read
   */
  public Repair(
      ReplayRequest request, SavedState state, Duration patience, ProgressDisplay display) {
    this.request = request;
    this.state = state;
    this.patience = patience;
    this.display = display;
  }

  /** What is lost: positions, and the part of the topic that holds them. */
  public record Lost(Ledger ledger, TopicRange range) {
    /** How many samples. */
    public long samples() {
      return ledger.missing();
    }
  }

  /** The prefix of the topics in which a repair keeps what it decides, until it is copied. */
  public static String prefix(CurationTopics topics) {
    return "repair-of-" + topics.accepted();
  }

  /**
   * What is lost now.
   *
   * @throws CommandFailedException if a transaction stays open that may hold the rows
   */
  public Lost find() throws InterruptedException {
    CurationTopics topics = request.first();
    try {
      CommittedEnd.awaitThoseOpenNow(
          topics.connection(),
          Arrays.stream(OutputTopic.values()).map(output -> output.of(topics)).toList(),
          patience);
    } catch (IllegalStateException e) {
      throw new CommandFailedException(
          "what is lost cannot be known yet: " + e.getMessage(),
          "It may hold the rows. If the job is to go on, start it and repair when it runs: it"
              + " commits what can be committed. Else wait until the brokers end the transaction:"
              + " see 'medsift doctor'.",
          e);
    }
    TopicRange decided = decided();
    TopicAudit audit = new TopicAudit(topics, decided, false, count -> {});
    Ledger ledger = audit.run(Duration.ZERO);
    return new Lost(ledger, ledger.missingIn(decided, !audit.brokerTime()));
  }

  /** The samples that the state has decided, as far as the topic still holds them. */
  private TopicRange decided() {
    CurationTopics topics = request.first();
    OffsetBound end =
        state.watermark() == Long.MIN_VALUE
            ? new OffsetBound.Earliest()
            : new OffsetBound.Time(Instant.ofEpochMilli(state.watermark() + 1));
    TopicRange before =
        TopicRange.between(topics.connection(), topics.samples(), new OffsetBound.Earliest(), end);
    Map<Integer, Long> ends = new HashMap<>();
    before
        .ends()
        .forEach(
            (partition, at) -> {
              long start = before.starts().get(partition);
              long read = state.offsets().getOrDefault(partition, start);
              ends.put(partition, Math.max(start, Math.min(at, read)));
            });
    return new TopicRange(topics.connection(), topics.samples(), before.starts(), ends);
  }

  /**
   * Writes the rows of what is lost.
   *
   * @return how many
   * @throws CommandFailedException if they cannot be decided, or another repair has begun
   */
  public long execute() throws Exception {
    CurationTopics first = request.first();
    CurationTopics decidedAgain = request.topics();
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      // From here on, an earlier repair that still runs writes nothing more.
      producer.initTransactions();
      Lost lost = find();
      if (lost.samples() == 0) {
        return 0;
      }
      ReplayTopics.delete(decidedAgain);
      Replay replay =
          new Replay(
              request.over(lost.range()), SampleCount.of(lost.range(), count -> {}), display);
      Ledger replayed = replay.execute().ledger();
      try {
        if (!replayed.holds()) {
          throw new CommandFailedException(
              "the lost samples could not be decided again: "
                  + String.join("; ", replayed.violations()),
              "Nothing was written. This is a defect of Medsift: please report it, with"
                  + " medsift.log.");
        }
        return copy(lost.ledger(), first, decidedAgain, producer);
      } catch (ProducerFencedException | InvalidProducerEpochException e) {
        throw new CommandFailedException(
            "another repair of the same topics has begun",
            "Let it end, and see 'medsift audit'.",
            e);
      } finally {
        ReplayTopics.delete(decidedAgain);
      }
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> settings = request.first().connection().settings();
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, prefix(request.first()));
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, request.recipe().limits().rowBytes());
    settings.put(
        ProducerConfig.BUFFER_MEMORY_CONFIG,
        Math.max(KafkaEnd.BUFFER, 2L * request.recipe().limits().rowBytes()));
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private long copy(
      Ledger lost,
      CurationTopics first,
      CurationTopics decidedAgain,
      KafkaProducer<byte[], byte[]> producer) {
    Copying copying = new Copying(producer, lost.missing());
    producer.beginTransaction();
    for (OutputTopic output : OutputTopic.values()) {
      new TopicScan<>(new ByteArrayDeserializer(), new ByteArrayDeserializer())
          .read(
              TopicRange.now(first.connection(), output.of(decidedAgain)),
              row -> {
                Optional<SamplePosition> position = PositionHeader.read(row.headers());
                if (position.isPresent() && lost.isMissing(position.get())) {
                  copying.copy(row, output.of(first));
                }
              });
    }
    producer.commitTransaction();
    return copying.rows;
  }

  /** Copies rows, so many in each transaction. */
  private final class Copying {
    private final KafkaProducer<byte[], byte[]> producer;
    private final long all;
    private long rows;

    private Copying(KafkaProducer<byte[], byte[]> producer, long all) {
      this.producer = producer;
      this.all = all;
    }

    private void copy(ConsumerRecord<byte[], byte[]> row, String into) {
      var unused =
          producer.send(
              new ProducerRecord<>(into, null, null, row.key(), row.value(), row.headers()));
      rows++;
      if (rows % ROWS_PER_TRANSACTION == 0) {
        producer.commitTransaction();
        producer.beginTransaction();
        display.offer(
            now ->
                String.format(
                    Locale.ROOT, "%,d of %s written", rows, Plural.of(all, "row", "rows")));
      }
    }
  }
}
