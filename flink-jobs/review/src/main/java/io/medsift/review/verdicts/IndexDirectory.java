package io.medsift.review.verdicts;

import io.medsift.curation.write.CurationTopics;
import io.medsift.review.ReviewException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;

/** Directory in which the index of a job's topics is kept between lookups. */
final class IndexDirectory {
  /** Version of the index format: an index of another version is not read. */
  private static final String FORMAT = "2";

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private IndexDirectory() {}

  /** Returns the directory of indexes in the user's cache. */
  static Path inCache() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path caches =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return caches.resolve("medsift").resolve("verdicts");
  }

  /**
   * Returns the directory under {@code parent} that belongs to these topics. Topics that are
   * deleted and created again have another.
   *
   * @throws ReviewException if the brokers do not answer or a topic is missing
   */
  static Path of(CurationTopics topics, Path parent) throws InterruptedException {
    try (Admin admin = topics.connection().admin(TIMEOUT)) {
      List<String> outputs = List.of(topics.accepted(), topics.rejected(), topics.deadLetters());
      List<String> all = new ArrayList<>(outputs);
      all.add(topics.samples());
      Map<String, KafkaFuture<TopicDescription>> described =
          admin.describeTopics(all).topicNameValues();
      Path directory =
          parent
              .resolve(FORMAT)
              .resolve(
                  topics.samples() + "-" + describe(topics, topics.samples(), described).topicId());
      for (String output : outputs) {
        directory = directory.resolve(output + "-" + describe(topics, output, described).topicId());
      }
      return directory;
    }
  }

  private static TopicDescription describe(
      CurationTopics topics, String topic, Map<String, KafkaFuture<TopicDescription>> described)
      throws InterruptedException {
    try {
      return described.get(topic).get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new ReviewException(
          "the topic %s cannot be read at %s: %s"
              .formatted(topic, topics.bootstrapServers(), cause.getMessage()),
          "Check that the brokers run and the topics exist, or name others with --topic and"
              + " --outputs.",
          cause);
    }
  }
}
