package io.medsift.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class HeartbeatProducerTest {
  private static final String TOPIC = "samples";
  private static final int PARTITIONS = 3;

  private final MockProducer<byte[], byte[]> kafka =
      new MockProducer<>(
          cluster(), true, null, new ByteArraySerializer(), new ByteArraySerializer());

  private final AtomicInteger written = new AtomicInteger();

  @Test
  void beatsInEveryPartitionUntilItIsClosed() throws Exception {
    HeartbeatProducer heartbeats =
        HeartbeatProducer.start(kafka, TOPIC, Duration.ofMillis(5), written::incrementAndGet);
    awaitBeats(4 * PARTITIONS);
    heartbeats.close();
    assertThat(kafka.closed()).isTrue();
    assertThat(written).hasValue(kafka.history().size());
    assertThat(kafka.history().subList(0, PARTITIONS))
        .extracting(ProducerRecord::partition)
        .containsExactly(0, 1, 2);
    assertThat(kafka.history())
        .allMatch(beat -> Heartbeat.is(beat.value(), beat.headers()))
        .allMatch(beat -> beat.timestamp() == null);
  }

  @Test
  void goesOnAfterABeatThatFailed() throws Exception {
    kafka.sendException = new TimeoutException("no broker");
    HeartbeatProducer heartbeats =
        HeartbeatProducer.start(kafka, TOPIC, Duration.ofMillis(5), written::incrementAndGet);
    Thread.sleep(20);
    kafka.sendException = null;
    awaitBeats(PARTITIONS);
    heartbeats.close();
  }

  @Test
  void isNotTakenForATombstoneNorASample() {
    RecordHeaders marked = new RecordHeaders();
    marked.add(Heartbeat.HEADER, new byte[0]);
    assertThat(Heartbeat.is(null, new RecordHeaders())).isFalse();
    assertThat(Heartbeat.is(new byte[] {'{', '}'}, marked)).isFalse();
    assertThat(Heartbeat.is(null, marked)).isTrue();
  }

  private void awaitBeats(int beats) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (kafka.history().size() < beats && System.nanoTime() < deadline) {
      Thread.sleep(5);
    }
    assertThat(kafka.history())
        .as("beats written within 2 minutes")
        .hasSizeGreaterThanOrEqualTo(beats);
  }

  private static Cluster cluster() {
    Node node = new Node(1, "127.0.0.1", 9092);
    List<PartitionInfo> partitions =
        List.of(partition(0, node), partition(1, node), partition(2, node));
    return new Cluster("test", List.of(node), partitions, Set.of(), Set.of());
  }

  private static PartitionInfo partition(int number, Node node) {
    Node[] replicas = {node};
    return new PartitionInfo(TOPIC, number, node, replicas, replicas);
  }
}
