package io.medsift.cli.doctor;

import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.GroupLag;
import io.medsift.kafka.topic.RecordFetcher;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Checks how far the job with the smallest lag is behind.
 *
 * @param samples partitions of the topic of samples
 */
record LagCheck(Admin admin, CurationTopics topics, Limits limits, List<TopicPartition> samples) {
  /**
   * Checks.
   *
   * @param brokerTime whether the timestamps of samples can be compared with the clock
   */
  Finding run(boolean brokerTime) throws InterruptedException {
    try {
      return GroupLag.smallest(admin, samples)
          .map(lag -> finding(lag, brokerTime))
          .orElseGet(
              () ->
                  Finding.note(
                      "lag",
                      "no consumer group has committed offsets of " + topics.samples(),
                      "start the job; it commits them with each checkpoint"));
    } catch (ExecutionException e) {
      return Finding.note(
          "lag",
          "it is not known: " + e.getCause().getMessage(),
          "let this user describe the consumer group of the job");
    }
  }

  private Finding finding(GroupLag lag, boolean brokerTime) {
    long now = System.currentTimeMillis();
    long oldest = now;
    if (brokerTime) {
      try (RecordFetcher records = new RecordFetcher(topics.connection())) {
        oldest = Math.min(now, lag.oldest(records).orElse(now));
      }
    }
    long behind = now - oldest;
    String meaning =
        String.format(
            Locale.ROOT,
            "job %s is %,d records behind with its last checkpoint, %s",
            lag.group(),
            lag.records(),
            Limits.shown(behind));
    return behind > limits.lag().toMillis()
        ? Finding.wrong(
            "lag",
            meaning,
            "see whether the job runs and checkpoints (--flink); if it does, give it more"
                + " parallelism")
        : Finding.ok("lag", meaning);
  }
}
