package io.medsift.ingest;

import static java.lang.String.format;

import io.medsift.kafka.CreatedTopics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of a cluster: those that are there, and those that are made as jobs need them. */
public final class KafkaTopics {
  // What waits for a slow model must not be deleted meanwhile.
  private static final String FOR_EVER = "-1";

  private static final int NOT_GIVEN = 0;

  private final Admin admin;
  private final int partitions;
  private final Set<String> known;

  /**
   * The topics.
   *
   * @param partitions of topics that are made because they are missing; 0 to make none
   */
  public KafkaTopics(Admin admin, int partitions) {
    this.admin = admin;
    this.partitions = partitions;
    this.known = new TreeSet<>(await(() -> admin.listTopics().names().get()));
  }

  /** Makes the topic of progress where it is missing. */
  void requireProgress(String topic) {
    if (!known.contains(topic)) {
      create(
          new NewTopic(topic, Optional.of(1), Optional.empty())
              .configs(Map.of("cleanup.policy", "compact")));
    }
  }

  /**
   * Checks that a topic is there, or makes it.
   *
   * @throws IngestException if it is missing and none are to be made
   */
  public void require(String topic) {
    if (known.contains(topic)) {
      return;
    }
    if (partitions == NOT_GIVEN) {
      Collection<String> others = known.stream().filter(name -> !name.startsWith("_")).toList();
      throw new IngestException(
          format(
              "there is no topic %s (there are: %s)",
              topic, others.isEmpty() ? "none" : String.join(", ", others)),
          "Start the job that reads it, create the topic, or add --partitions to " + "create it.",
          null);
    }
    create(
        new NewTopic(topic, Optional.of(partitions), Optional.empty())
            .configs(Map.of("message.timestamp.type", "LogAppendTime", "retention.ms", FOR_EVER)));
  }

  private void create(NewTopic topic) {
    try {
      await(() -> admin.createTopics(List.of(topic)).all().get());
    } catch (TopicExistsException e) {
      // Another ingest made it meanwhile.
    }
    await(
        () -> {
          CreatedTopics.await(admin, List.of(topic.name()));
          return null;
        });
    known.add(topic.name());
  }

  private static <T> T await(Call<T> call) {
    try {
      return call.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  @FunctionalInterface
  private interface Call<T> {
    T get() throws ExecutionException, InterruptedException;
  }
}
