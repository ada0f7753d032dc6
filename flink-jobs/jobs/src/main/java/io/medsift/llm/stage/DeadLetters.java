package io.medsift.llm.stage;

import static java.util.Objects.requireNonNull;

import io.medsift.codec.RowCodec;
import io.medsift.codec.SampleLimits;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Position;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The dead letters of a job that asks a model.
 *
 * @param topic where they go
 * @param read the topic of the records that they are about
 */
public record DeadLetters(String topic, String read, SampleLimits limits) implements Serializable {

  /** Counter of dead letters under the label {@code reason}. */
  public static final String BY_REASON = "dead_letters_by_reason";

  /** Gauge under the label {@code reason}: the error of one of them. */
  public static final String EXAMPLE = "dead_letter_example";

  private static final int NEVER_AGAIN = -1;

  public DeadLetters {
    requireNonNull(topic, "topic is null");
    requireNonNull(read, "read is null");
    requireNonNull(limits, "limits is null");
  }

  /** A writer that counts in the group of an operator. */
  public Writer open(MetricGroup metrics) {
    return new Writer(this, metrics);
  }

  private TopicRecord of(LogRecord record, int index, String error) {
    LogRecord shown = record.cutTo(limits.recordBytes());
    Position position = record.position(RetryRound.topic(record, read));
    return new TopicRecord(
        topic,
        shown.key(),
        RowCodec.deadLetter(
            DeadLetter.of(
                error, position, shown.timestamp(), shown.key(), shown.value(), shown.headers())),
        position,
        // What was cut is not the record any more.
        shown.equals(record) ? index : NEVER_AGAIN,
        RetryRound.round(record));
  }

  /** Makes dead letters and counts them, in all and by reason. Used by one thread. */
  public static final class Writer {
    private final DeadLetters letters;
    private final MetricGroup metrics;
    private final Counter all;
    private final Map<DeadLetterReason, Counter> byReason = new EnumMap<>(DeadLetterReason.class);

    private Writer(DeadLetters letters, MetricGroup metrics) {
      this.letters = letters;
      this.metrics = metrics;
      this.all = metrics.counter("dead_letters");
    }

    /**
     * The dead letter of a record.
     *
     * @param error a sentence for the person who must fix it
     */
    public TopicRecord of(LogRecord record, DeadLetterReason reason, String error) {
      count(reason, error);
      return letters.of(record, NEVER_AGAIN, error);
    }

    /**
     * The dead letter of a question that got no answer, which can be asked again.
     *
     * @param error a sentence that says why
     */
    public TopicRecord of(QuestionResult answered, String error) {
      count(answered.reason(), error);
      return letters.of(answered.record(), answered.index(), error);
    }

    private void count(DeadLetterReason reason, String error) {
      all.inc();
      byReason.computeIfAbsent(reason, first -> register(first, error)).inc();
    }

    private Counter register(DeadLetterReason reason, String error) {
      MetricGroup group = metrics.addGroup("reason", reason.label());
      group.gauge(EXAMPLE, (Gauge<String>) () -> error);
      return group.counter(BY_REASON);
    }
  }
}
