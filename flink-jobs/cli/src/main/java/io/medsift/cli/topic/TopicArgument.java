package io.medsift.cli.topic;

import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.ingest.KafkaTopics;
import io.medsift.kafka.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Topics that a command reads or writes. It checks them before it begins to work: one that does not
 * exist is wrong usage (exit code 2), and is reported in the words of this class, all missing ones
 * at once.
 */
public final class TopicArgument {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int SHOWN = 12;

  private TopicArgument() {}

  /**
   * Requires that topics exist.
   *
   * @param advice how others are named or these made, a clause such as {@code name another with
   *     --topic}
   * @throws ParameterException if one does not exist
   * @throws CommandFailedException if the brokers do not answer
   */
  public static void require(
      CommandSpec command, KafkaConnection connection, List<String> topics, String advice)
      throws InterruptedException {
    try (Admin admin = connection.admin(TIMEOUT)) {
      List<String> missing = new ArrayList<>();
      for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
          admin.describeTopics(topics).topicNameValues().entrySet()) {
        if (!exists(topic.getKey(), topic.getValue())) {
          missing.add(topic.getKey());
        }
      }
      if (!missing.isEmpty()) {
        // In the order in which the command names them.
        List<String> named = topics.stream().filter(missing::contains).distinct().toList();
        throw new ParameterException(
            command.commandLine(),
            "there is no topic %s at %s (%s); %s"
                .formatted(
                    String.join(", nor ", named),
                    connection.bootstrapServers(),
                    present(admin),
                    advice));
      }
    }
  }

  /**
   * Makes those topics that are missing.
   *
   * @throws CommandFailedException if they cannot be made
   */
  public static void make(KafkaConnection connection, List<String> topics, int partitions) {
    try (Admin admin = connection.admin()) {
      KafkaTopics known = new KafkaTopics(admin, partitions);
      topics.forEach(known::require);
    } catch (KafkaException e) {
      throw new CommandFailedException(
          "the topics %s cannot be created at %s: %s"
              .formatted(String.join(", ", topics), connection.bootstrapServers(), e.getMessage()),
          "Create them with Kafka's tools, or ask the administrator of the brokers.",
          e);
    }
  }

  /**
   * Requires that topics do not exist.
   *
   * @param advice why they must not and what to do, a clause
   * @throws ParameterException if one exists
   * @throws CommandFailedException if the brokers do not answer
   */
  public static void requireAbsent(
      CommandSpec command, KafkaConnection connection, List<String> topics, String advice)
      throws InterruptedException {
    try (Admin admin = connection.admin(TIMEOUT)) {
      for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
          admin.describeTopics(topics).topicNameValues().entrySet()) {
        if (exists(topic.getKey(), topic.getValue())) {
          throw new ParameterException(
              command.commandLine(), "the topic " + topic.getKey() + " exists, and " + advice);
        }
      }
    }
  }

  private static boolean exists(String topic, KafkaFuture<TopicDescription> description)
      throws InterruptedException {
    try {
      description.get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException
          || e.getCause() instanceof InvalidTopicException) {
        return false;
      }
      throw BrokerFailure.of(
          new KafkaException("the topic " + topic + ": " + e.getCause().getMessage(), e));
    }
  }

  private static String present(Admin admin) throws InterruptedException {
    try {
      TreeSet<String> names = new TreeSet<>(admin.listTopics().names().get());
      if (names.isEmpty()) {
        return "there are none";
      }
      String shown = String.join(", ", names.stream().limit(SHOWN).toList());
      return "there are: " + shown + (names.size() > SHOWN ? ", …" : "");
    } catch (ExecutionException e) {
      return "the topics cannot be listed";
    }
  }
}
