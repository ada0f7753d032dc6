package io.medsift.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * Topics that were just created. The brokers say so before each of them names the topic, so whoever
 * looks at once may be told that there is none.
 */
public final class CreatedTopics {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private CreatedTopics() {}

  /**
   * Waits until the brokers name topics that they have created.
   *
   * @throws KafkaException if they do not within a minute; the message names the missing
   * @throws ExecutionException if they do not answer as they should
   */
  public static void await(Admin admin, Collection<String> topics)
      throws InterruptedException, ExecutionException {
    await(admin, topics, LIMIT);
  }

  static void await(Admin admin, Collection<String> topics, Duration limit)
      throws InterruptedException, ExecutionException {
    long deadline = System.nanoTime() + limit.toNanos();
    TreeSet<String> missing = new TreeSet<>(topics);
    missing.removeAll(admin.listTopics().names().get());
    while (!missing.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new KafkaException(
            String.format(
                Locale.ROOT,
                "the brokers created %s, but do not name it within %d s",
                String.join(", ", missing),
                limit.toSeconds()));
      }
      Thread.sleep(PAUSE.toMillis());
      missing.removeAll(admin.listTopics().names().get());
    }
  }
}
