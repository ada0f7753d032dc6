package io.medsift.cli.replay;

import io.medsift.cli.job.Resources;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.cli.topic.BrokerFailure;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.connector.KafkaConnector;
import io.medsift.kafka.topic.PositionHeader;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.kafka.topic.TopicScan;
import io.medsift.review.ReviewException;
import io.medsift.review.audit.AuditLedger;
import io.medsift.review.audit.LostRows;
import io.medsift.review.audit.SampleCount;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.text.Plural;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes the rows of samples that a run has decided and whose transaction was lost, and no others.
 *
 * <ol>
 *   <li>{@link LostRows} says what is lost.
 *   <li>A replay with the memory of the run's state decides it again, alike, into topics that no
 *       other repair has.
 *   <li>These rows are copied into the topics of the run, in transactions of one producer. A repair
 *       that was killed, or still runs, is fenced by the next, which looks again at what is
 *       missing.
 * </ol>
 */
public final class Repair {
  private static final String NUMBER = "-at-";

  private final ReplayRequest request;
  private final LostRows lostRows;
  private final ProgressDisplay display;

  /**
   * A repair that has not begun.
   *
   * @param request a replay of the topics of the run, with the memory of its state, of any range
   * @param lostRows of the same topics and state
   */
  public Repair(ReplayRequest request, LostRows lostRows, ProgressDisplay display) {
    this.request = request;
    this.lostRows = lostRows;
    this.display = display;
  }

  /**
   * Returns the prefix of the topics in which repairs keep what they decide, until it is copied,
   * and the transactional id of them all.
   */
  public static String prefix(CurationTopics topics) {
    return "repair-of-" + topics.accepted();
  }

  /**
   * Writes the rows of what is lost.
   *
   * @return how many
   * @throws CommandFailedException if they cannot be decided, or another repair has begun
   * @throws ReviewException if what is lost cannot be found
   */
  public long execute() throws Exception {
    CurationTopics first = request.first();
    ReplayRequest again = request.into(prefix(first) + NUMBER + System.currentTimeMillis());
    CurationTopics decidedAgain = again.topics();
    Resources repair =
        new Resources(() -> "rows that were committed are kept. The same command writes the rest.");
    try (repair;
        KafkaProducer<byte[], byte[]> producer = producer()) {
      // From here on, an earlier repair that still runs writes nothing more.
      producer.initTransactions();
      List<Long> own = fence();
      LostRows.Found lost = lostRows.find();
      if (lost.samples() == 0) {
        return 0;
      }
      ReplayTopics.clear(first.connection(), ofRepairs(first));
      AuditLedger replayed = replay(again.over(lost.range()), own);
      try {
        if (!replayed.holds()) {
          throw new CommandFailedException(
              "the lost samples could not be decided again: "
                  + String.join("; ", replayed.violations()),
              "Nothing was written. This is a bug in Medsift: please report it, with medsift.log.");
        }
        lostRows.requireCheckpoint();
        return copy(lost.ledger(), first, decidedAgain, producer);
      } catch (ProducerFencedException | InvalidProducerEpochException e) {
        throw taken(e);
      } finally {
        ReplayTopics.delete(decidedAgain);
      }
    }
  }

  private AuditLedger replay(ReplayRequest again, List<Long> own) throws Exception {
    try {
      long samples = SampleCount.of(again.range(), count -> {});
      return new Replay(again, samples, display).execute().ledger();
    } catch (CommandFailedException e) {
      // The next repair deletes the topics of this one.
      throw own.equals(fence()) ? e : taken(e);
    }
  }

  private static CommandFailedException taken(Exception e) {
    return new CommandFailedException(
        "another repair of the same topics has started",
        "Wait for it to end, then run 'medsift audit'.",
        e);
  }

  /** What changes where another repair takes the transactional id. */
  private List<Long> fence() throws InterruptedException {
    String id = prefix(request.first());
    try (Admin admin = request.first().connection().admin()) {
      TransactionDescription known = admin.describeTransactions(List.of(id)).description(id).get();
      return List.of(known.producerId(), (long) known.producerEpoch());
    } catch (ExecutionException e) {
      throw BrokerFailure.of(new KafkaException(e.getCause()));
    }
  }

  private static Predicate<String> ofRepairs(CurationTopics first) {
    String prefix = Pattern.quote(prefix(first)) + "(" + NUMBER + "\\d+)?";
    CurationTopics named = first.withOutputs("");
    String outputs =
        Stream.of(named.accepted(), named.rejected(), named.deadLetters(), named.promptsDecided())
            .map(Pattern::quote)
            .collect(Collectors.joining("|", "(", ")"));
    return Pattern.compile(prefix + outputs).asMatchPredicate();
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
