package io.medsift.cli.topic;

import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.OffsetBound;
import io.medsift.kafka.topic.TopicRange;
import java.time.Clock;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The part of a topic that a command works on. */
public final class RangeOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--from",
      paramLabel = "BOUND",
      description = {
        "First record: earliest, latest, an offset (1200), offsets by partition (0:1200,1:980), a"
            + " time (2026-11-21T05:00:00Z, or a date, UTC), or an age (90m, 2h, 7d). Default:"
            + " earliest."
      })
  private String from;

  @Option(
      names = "--from-offsets",
      paramLabel = "OFFSETS",
      description = "The same, as offsets only: 1200, or 0:1200,1:980.")
  private String fromOffsets;

  @Option(
      names = "--from-timestamp",
      paramLabel = "TIME",
      description = "The same, as a time only; bare digits are milliseconds since the epoch.")
  private String fromTimestamp;

  @Option(
      names = "--until",
      paramLabel = "BOUND",
      description = "First record after the range, in the forms of --from. Default: latest.")
  private String until;

  /** Returns whether the range starts with the first record that the topic holds. */
  public boolean fromTheStart() {
    return from() instanceof OffsetBound.Earliest;
  }

  /**
   * The range in {@code topic} as it is now.
   *
   * @throws ParameterException if the options are wrong or name what the topic does not hold
   * @throws CommandFailedException if the brokers do not answer
   */
  public TopicRange of(KafkaConnection connection, String topic) {
    try {
      return TopicRange.between(
          connection,
          topic,
          from(),
          until == null ? new OffsetBound.Latest() : OffsetBound.parse(until, Clock.systemUTC()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    } catch (KafkaException e) {
      throw BrokerFailure.of(e);
    }
  }

  private OffsetBound from() {
    if (Stream.of(from, fromOffsets, fromTimestamp).filter(Objects::nonNull).count() > 1) {
      throw new ParameterException(
          command.commandLine(), "use only one of --from, --from-offsets and --from-timestamp");
    }
    try {
      if (fromOffsets != null) {
        return OffsetBound.parseOffsets(fromOffsets);
      } else if (fromTimestamp != null) {
        return OffsetBound.parseTime(fromTimestamp, Clock.systemUTC());
      }
      return from == null ? new OffsetBound.Earliest() : OffsetBound.parse(from, Clock.systemUTC());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
