package io.medsift.cluster;

import static java.lang.String.format;

import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.OffsetBound;
import io.medsift.kafka.topic.TopicRange;
import java.time.Clock;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** The part of the topic of samples that the options of a bounded job name. */
final class JobRange {
  private JobRange() {}

  /**
   * The range as it is now; null where the options name none.
   *
   * @throws InvalidOptionException if a bound is none, if the topic does not hold it, or if the job
   *     is not bounded
   */
  static TopicRange of(Configuration options, CurationTopics topics) {
    OffsetBound from = bound(options, JobOptions.FROM, new OffsetBound.Earliest());
    OffsetBound until = bound(options, JobOptions.UNTIL, new OffsetBound.Latest());
    if (!options.contains(JobOptions.FROM) && !options.contains(JobOptions.UNTIL)) {
      return null;
    }
    try {
      return TopicRange.between(topics.connection(), topics.samples(), from, until);
    } catch (IllegalArgumentException e) {
      throw new InvalidOptionException(
          format("%s, %s: %s", JobOptions.FROM.key(), JobOptions.UNTIL.key(), e.getMessage()), e);
    }
  }

  private static OffsetBound bound(
      Configuration options, ConfigOption<String> option, OffsetBound otherwise) {
    if (!options.contains(option)) {
      return otherwise;
    }
    if (!options.get(JobOptions.BOUNDED)) {
      throw new InvalidOptionException(
          format(
              "%s is set and %s is false: only a bounded job can read a part of the topic",
              option.key(), JobOptions.BOUNDED.key()));
    }
    try {
      return OffsetBound.parse(options.get(option), Clock.systemUTC());
    } catch (IllegalArgumentException e) {
      throw new InvalidOptionException(option.key() + ": " + e.getMessage(), e);
    }
  }
}
