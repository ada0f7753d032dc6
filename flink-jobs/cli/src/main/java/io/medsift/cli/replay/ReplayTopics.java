package io.medsift.cli.replay;

import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.CreatedTopics;
import io.medsift.kafka.KafkaConnection;
import io.medsift.recipe.Recipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the outputs of a replay like those of the first run. */
final class ReplayTopics {
  private static final Logger LOG = LoggerFactory.getLogger(ReplayTopics.class);
  private static final Set<String> COPIED =
      Set.of(
          "max.message.bytes",
          "compression.type",
          "min.insync.replicas",
          "retention.ms",
          "retention.bytes");

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private ReplayTopics() {}

  /**
   * Creates the topics, each with the partitions, replicas and sizes of the one it stands for. That
   * of decided prompts, which the first run need not have, is like that of accepted samples.
   *
   * @throws CommandFailedException if one of them exists, or a topic of the first run does not
   */
  static void create(CurationTopics first, CurationTopics replay, Recipe recipe)
      throws InterruptedException {
    List<String> from = new ArrayList<>();
    from.addAll(List.of(first.accepted(), first.rejected(), first.deadLetters()));
    List<String> into = replay.outputs(recipe);
    if (into.contains(replay.promptsDecided())) {
      from.add(first.accepted());
    }
    try (Admin admin = first.connection().admin()) {
      Set<String> existing = admin.listTopics().names().get();
      for (String topic : into) {
        if (existing.contains(topic)) {
          throw new CommandFailedException(
              "the topic " + topic + " exists, and a replay writes into new ones",
              "Name another --into, or delete the topics of the earlier replay.");
        }
      }
      Map<String, TopicDescription> described = admin.describeTopics(from).allTopicNames().get();
      List<NewTopic> topics = new ArrayList<>();
      for (int i = 0; i < from.size(); i++) {
        TopicDescription like = described.get(from.get(i));
        topics.add(
            new NewTopic(
                    into.get(i),
                    Optional.of(like.partitions().size()),
                    Optional.of((short) like.partitions().get(0).replicas().size()))
                .configs(
                    into.get(i).equals(replay.promptsDecided())
                        ? CurationTopics.PROMPTS_DECIDED_CONFIG
                        : settings(admin, from.get(i))));
      }
      admin.createTopics(topics).all().get();
      CreatedTopics.await(admin, into);
    } catch (ExecutionException e) {
      throw notCreated(e.getCause());
    } catch (KafkaException e) {
      throw notCreated(e);
    }
  }

  private static CommandFailedException notCreated(Throwable cause) {
    return new CommandFailedException(
        "the topics of the replay cannot be created: " + cause.getMessage(),
        "Check that the topics of the first run exist, and that you are authorized to create"
            + " topics.",
        cause);
  }

  /** Deletes those of the topics that are there, as far as that is possible. */
  static void delete(CurationTopics replay) throws InterruptedException {
    delete(
        replay.connection(),
        List.of(replay.accepted(), replay.rejected(), replay.deadLetters(), replay.promptsDecided())
            ::contains);
  }

  private static void delete(KafkaConnection connection, Predicate<String> names)
      throws InterruptedException {
    try (Admin admin = connection.admin()) {
      admin.deleteTopics(names(admin, names)).all().get();
    } catch (ExecutionException e) {
      LOG.warn("The topics of the replay could not be deleted.", e.getCause());
    }
  }

  private static List<String> names(Admin admin, Predicate<String> names)
      throws ExecutionException, InterruptedException {
    return admin.listTopics().names().get().stream().filter(names).sorted().toList();
  }

  /**
   * Deletes topics that earlier repairs left, and waits until the brokers no longer name them.
   *
   * @throws CommandFailedException if some are still there after a minute
   */
  static void clear(KafkaConnection connection, Predicate<String> earlier)
      throws InterruptedException {
    delete(connection, earlier);
    List<String> left = List.of();
    try (Admin admin = connection.admin()) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      do {
        left = names(admin, earlier);
        if (left.isEmpty()) {
          return;
        }
        Thread.sleep(PAUSE.toMillis());
      } while (System.nanoTime() < deadline);
    } catch (ExecutionException e) {
      throw new CommandFailedException(
          "the topics cannot be listed: " + e.getCause().getMessage(),
          "Check that the brokers answer, and run the same command again.",
          e.getCause());
    }
    throw new CommandFailedException(
        "the topics of an earlier repair are still there: " + String.join(", ", left),
        "Check that you are authorized to delete them, and run the same command again.");
  }

  private static Map<String, String> settings(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
    Map<String, String> settings = new HashMap<>();
    for (ConfigEntry entry : config.entries()) {
      if (COPIED.contains(entry.name())
          && entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG) {
        settings.put(entry.name(), entry.value());
      }
    }
    return settings;
  }
}
