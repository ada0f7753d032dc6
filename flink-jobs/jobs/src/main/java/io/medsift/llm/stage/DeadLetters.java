package io.medsift.llm.stage;

import static java.util.Objects.requireNonNull;

import io.medsift.codec.RowCodec;
import io.medsift.codec.SampleLimits;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.cache.ModelCaller;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Position;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Dead letters of a model job.
 *
 * @param topic that they are written to
 * @param read topic of the records that they are about
 */
public record DeadLetters(String topic, String read, SampleLimits limits) implements Serializable {

  /** Counter of dead letters under the label {@code reason}. */
  public static final String BY_REASON = "dead_letters_by_reason";

  /** Gauge under the label {@code reason}: the error of one of them. */
  public static final String EXAMPLE = "dead_letter_example";

  private static final int NOT_REPEATABLE = -1;

  /** Reasons for a dead letter. The names are labels of metrics. */
  public enum Reason {
    MALFORMED("does not fit the recipe"),
    NO_MODEL("the recipe names no model for it"),
    REFUSED("the model refused, or a content filter withheld the answer"),
    UNREADABLE("no reply could be parsed"),
    BAD_REQUEST("the endpoint rejected the request"),
    NO_REPLY("the endpoint gave no usable reply");

    private final String description;

    Reason(String description) {
      this.description = description;
    }

    static Reason of(ModelCaller.Failure failure) {
      return switch (failure) {
        case REFUSED -> REFUSED;
        case UNREADABLE -> UNREADABLE;
        case BAD_REQUEST -> BAD_REQUEST;
        case NO_REPLY -> NO_REPLY;
      };
    }

    /** Returns the label in metrics. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the description for reports. */
    public String description() {
      return description;
    }
  }

  public DeadLetters {
    requireNonNull(topic, "topic is null");
    requireNonNull(read, "read is null");
    requireNonNull(limits, "limits is null");
  }

  /** Returns a writer that counts in the metric group of an operator. */
  public Writer open(MetricGroup metrics) {
    return new Writer(this, metrics);
  }

  private TopicRecord of(LogRecord record, int index, String error) {
    LogRecord shown = record.cutTo(limits.recordBytes());
    RetryRound round = RetryRound.of(record);
    Position position = record.position(round.topicOr(read));
    return new TopicRecord(
        topic,
        shown.key(),
        RowCodec.deadLetter(
            DeadLetter.of(
                error, position, shown.timestamp(), shown.key(), shown.value(), shown.headers())),
        position,
        // A record that was cut cannot be asked about again.
        shown.equals(record) ? index : NOT_REPEATABLE,
        round.number());
  }

  /** Creates dead letters and counts them, in total and by reason. Used by one thread. */
  public static final class Writer {
    private final DeadLetters letters;
    private final MetricGroup metrics;
    private final Counter all;
    private final Map<Reason, Counter> byReason = new EnumMap<>(Reason.class);

    private Writer(DeadLetters letters, MetricGroup metrics) {
      this.letters = letters;
      this.metrics = metrics;
      this.all = metrics.counter("dead_letters");
    }

    /**
     * Returns the dead letter of a record.
     *
     * @param error sentence for the person who must fix it
     */
    public TopicRecord of(LogRecord record, Reason reason, String error) {
      count(reason, error);
      return letters.of(record, NOT_REPEATABLE, error);
    }

    /**
     * Returns the dead letter of a question without an answer, which can be asked again.
     *
     * @param error sentence that says why
     */
    public TopicRecord of(QuestionResult answered, String error) {
      count(answered.reason(), error);
      return letters.of(answered.record(), answered.index(), error);
    }

    private void count(Reason reason, String error) {
      all.inc();
      byReason.computeIfAbsent(reason, first -> register(first, error)).inc();
    }

    private Counter register(Reason reason, String error) {
      MetricGroup group = metrics.addGroup("reason", reason.label());
      group.gauge(EXAMPLE, (Gauge<String>) () -> error);
      return group.counter(BY_REASON);
    }
  }
}
