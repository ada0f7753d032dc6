package io.medsift.cli.replay;

import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.cli.topic.CommittedEnd;
import io.medsift.cli.topic.SampleCount;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.connector.KafkaConnector;
import io.medsift.kafka.topic.OffsetBound;
import io.medsift.kafka.topic.PositionHeader;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.kafka.topic.TopicScan;
import io.medsift.recovery.SavedState;
import io.medsift.review.audit.AuditLedger;
import io.medsift.review.audit.TopicAudit;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.text.Plural;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
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
 *       The run may go on meanwhile once it cannot go back behind the state: where that is a
 *       savepoint of a running job, after its next checkpoint, which notes how far it has read.
 *       From then on it writes about later samples alone.
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
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ReplayRequest request;
  private final SavedState state;
  private final String run;
  private final Duration patience;
  private final ProgressDisplay display;

  /**
   * A repair that has not begun.
   *
   * @param request a replay of the topics of the run, with memory, of any range
   * @param state the same that the request starts from
   * @param run name of the run that wrote the state
   * @param patience how long transactions may be open that hold back what must be read, and how
   *     long the run may take to its next checkpoint
   */
  public Repair(
      ReplayRequest request,
      SavedState state,
      String run,
      Duration patience,
      ProgressDisplay display) {
    this.request = request;
    this.state = state;
    this.run = run;
    this.patience = patience;
    this.display = display;
  }

  /** What is lost: positions, and the part of the topic that holds them. */
  public record Lost(AuditLedger ledger, TopicRange range) {
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
   * @throws CommandFailedException if a transaction stays open that may hold the rows, the run may
   *     still go back behind the state, or the state has decided nothing that the topic holds
   */
  public Lost find() throws InterruptedException {
    CurationTopics topics = request.first();
    TopicRange decided = requireDecided(state, decided());
    awaitCheckpoint(patience);
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
    TopicAudit audit = new TopicAudit(topics, decided, false, count -> {});
    AuditLedger ledger = audit.run(Duration.ZERO);
    return new Lost(ledger, ledger.missingIn(decided, !audit.brokerTime()));
  }

  private void awaitCheckpoint(Duration longest) throws InterruptedException {
    CurationTopics topics = request.first();
    KafkaConnector end = new KafkaConnector(topics.connection(), run);
    awaitCheckpoint(state, run, () -> committed(end, topics.samples()), longest);
  }

  /**
   * Waits until the run cannot go back behind a state: it would decide again what is written.
   *
   * @param committed the offsets that the run noted with its checkpoints
   * @throws CommandFailedException if it still can after {@code longest}
   */
  static void awaitCheckpoint(
      SavedState state, String run, Supplier<Map<Integer, Long>> committed, Duration longest)
      throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    while (!state.settled()) {
      Map<Integer, Long> read = committed.get();
      if (!state.isAheadOf(read)) {
        return;
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new CommandFailedException(
            read.isEmpty()
                ? "no run '%s' is known to have read the topic".formatted(run)
                : "the run '%s' has no checkpoint after the savepoint %s: it might go back behind it, and decide again what is written now"
                    .formatted(run, state.path()),
            "Name the run that wrote the savepoint (--run), and let it complete a checkpoint; or"
                + " stop it with a savepoint, and give that.");
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }

  private static Map<Integer, Long> committed(KafkaConnector end, String topic) {
    try {
      return end.committedOffsets(topic);
    } catch (IllegalStateException e) {
      throw new CommandFailedException(
          e.getMessage(), "The user needs the right Describe on the consumer group of the run.", e);
    }
  }

  /**
   * The samples that are checked.
   *
   * @throws CommandFailedException if there are none
   */
  static TopicRange requireDecided(SavedState state, TopicRange decided) {
    if (state.watermark() == Long.MIN_VALUE) {
      throw new CommandFailedException(
          "nothing could be checked: %s holds no watermark, so that it says of no sample that it was decided"
              .formatted(state.path()),
          "Take a later state: a job has a watermark once every partition has samples or"
              + " heartbeats.");
    }
    if (decided.records() == 0) {
      throw new CommandFailedException(
          "nothing could be checked: the topic %s holds no sample that %s has decided, which are those before %s"
              .formatted(decided.topic(), state.path(), Instant.ofEpochMilli(state.watermark())),
          "Retention may have deleted them. If samples are there that lack a row ('medsift audit'),"
              + " take a later state.");
    }
    return decided;
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
      ReplayTopics.clear(decidedAgain);
      Replay replay =
          new Replay(
              request.over(lost.range()), SampleCount.of(lost.range(), count -> {}), display);
      AuditLedger replayed = replay.execute().ledger();
      try {
        if (!replayed.holds()) {
          throw new CommandFailedException(
              "the lost samples could not be decided again: "
                  + String.join("; ", replayed.violations()),
              "Nothing was written. This is a defect of Medsift: please report it, with"
                  + " medsift.log.");
        }
        awaitCheckpoint(Duration.ZERO);
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
    settings.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        Math.toIntExact(KafkaConnector.TRANSACTION_TIMEOUT.toMillis()));
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, request.recipe().limits().rowBytes());
    settings.put(
        ProducerConfig.BUFFER_MEMORY_CONFIG,
        Math.max(KafkaConnector.BUFFER, 2L * request.recipe().limits().rowBytes()));
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private long copy(
      AuditLedger lost,
      CurationTopics first,
      CurationTopics decidedAgain,
      KafkaProducer<byte[], byte[]> producer) {
    CopiedRows copied =
        new CopiedRows(
            producer,
            System::nanoTime,
            rows ->
                display.offer(
                    now ->
                        String.format(
                            Locale.ROOT,
                            "%,d of %s written",
                            rows,
                            Plural.of(lost.missing(), "row", "rows"))));
    for (OutputTopic output : OutputTopic.values()) {
      new TopicScan<>(new ByteArrayDeserializer(), new ByteArrayDeserializer())
          .read(
              TopicRange.now(first.connection(), output.of(decidedAgain)),
              row -> {
                Optional<SamplePosition> position = PositionHeader.read(row.headers());
                if (position.isPresent() && lost.isMissing(position.get())) {
                  copied.add(row, output.of(first));
                } else {
                  copied.pass();
                }
              });
    }
    return copied.end();
  }
}
