package io.medsift.review.verdicts;

import io.medsift.curation.write.CurationTopics;
import io.medsift.review.ReviewException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;

/** Where the index of a job's topics is kept between look-ups. */
public final class IndexDirectory {
  /** Changes with what indexes hold, so that an older one is not read for a newer one. */
  private static final String FORMAT = "2";

  private static final int PATIENCE_MILLIS = 20_000;

  private IndexDirectory() {}

  /** The user's cache directory for Medsift's indexes. */
  public static Path usual() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path caches =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return caches.resolve("medsift").resolve("verdicts");
  }

  /**
   * The directory under {@code parent} that belongs to these very topics: topics that are deleted
   * and made again have another.
   *
   * @throws ReviewException if the brokers do not answer or a topic is missing
   */
  public static Path of(CurationTopics topics, Path parent) throws InterruptedException {
    Map<String, Object> settings = topics.connection().settings();
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    try (Admin admin = Admin.create(settings)) {
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
          "See that the brokers run and the topics exist; --topic and --outputs name others.",
          cause);
    }
  }
}
