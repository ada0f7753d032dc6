package io.medsift.cli.model;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.kafka.KafkaConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Lets one process at a time work for a run, wherever it runs: two would send every request, and
 * end each other's transactions. The process is a member of a consumer group of its own, since that
 * of the run has none: its readers divide the partitions among themselves. Brokers end the
 * membership of a process that was killed after {@link #SESSION}; the directory of the run has the
 * name of its member, so that the same command with the same directory need not wait for that.
 */
final class RunMember implements AutoCloseable {
  static final Duration SESSION = Duration.ofSeconds(45);

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final String SUFFIX = "-process";
  private static final String FILE = ".member";

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final CompletableFuture<Void> joined = new CompletableFuture<>();
  private final Thread thread;

  private RunMember(KafkaConsumer<byte[], byte[]> consumer, String run, String topic) {
    this.consumer = consumer;
    this.thread = new Thread(() -> stay(topic), "member of " + run);
    thread.setDaemon(true);
  }

  /**
   * Becomes the member of a run.
   *
   * @param topic that the run reads
   * @param data directory of the run, which no other process uses
   * @throws CommandFailedException if another process works for the run
   * @throws KafkaException if the brokers do not answer, or do not let this user join the group
   */
  static RunMember join(KafkaConnection connection, String run, String topic, Path data)
      throws IOException, InterruptedException {
    String group = run + SUFFIX;
    String name = name(data);
    try (Admin admin = connection.admin()) {
      requireAlone(admin, run, group, name);
      RunMember member =
          new RunMember(
              connection.consumer(
                  Map.of(
                      ConsumerConfig.GROUP_ID_CONFIG,
                      group,
                      ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                      name,
                      ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                      Math.toIntExact(SESSION.toMillis()),
                      ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                      "latest")),
              run,
              topic);
      boolean alone = false;
      try {
        member.thread.start();
        member.joined.get();
        // Two that join at once both see the other.
        requireAlone(admin, run, group, name);
        alone = true;
        return member;
      } finally {
        if (!alone) {
          member.close();
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    }
  }

  private static String name(Path data) throws IOException {
    Path file = data.resolve(FILE);
    if (!Files.exists(file)) {
      Files.writeString(file, "medsift-" + UUID.randomUUID(), US_ASCII);
    }
    return Files.readString(file, US_ASCII).strip();
  }

  private static void requireAlone(Admin admin, String run, String group, String name)
      throws InterruptedException, ExecutionException {
    Optional<MemberDescription> other =
        members(admin, group).stream()
            .filter(each -> !each.groupInstanceId().equals(Optional.of(name)))
            .findFirst();
    if (other.isPresent()) {
      throw new CommandFailedException(
          "another process works for the run '%s', on %s, with another --data"
              .formatted(run, other.get().host().replaceFirst("^/", "")),
          String.format(
              Locale.ROOT,
              "Name another --name, so that this is a run of its own, or end that process first. One"
                  + " that was killed counts for %d s: wait, or start it again with its own --data.",
              SESSION.toSeconds()));
    }
  }

  private static Collection<MemberDescription> members(Admin admin, String group)
      throws InterruptedException, ExecutionException {
    try {
      return admin
          .describeConsumerGroups(List.of(group))
          .describedGroups()
          .get(group)
          .get()
          .members();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return List.of();
      }
      throw e;
    }
  }

  /** Until {@link #close}: a consumer that is not polled loses its membership. */
  private void stay(String topic) {
    try {
      consumer.subscribe(
          List.of(topic),
          new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
              consumer.pause(partitions);
              joined.complete(null);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
              // Nothing is read of them.
            }
          });
      while (true) {
        consumer.poll(POLL);
      }
    } catch (KafkaException e) {
      // Also how close() ends it. Once it has joined, the job itself reports what the brokers
      // refuse.
      joined.completeExceptionally(e);
    } finally {
      consumer.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
