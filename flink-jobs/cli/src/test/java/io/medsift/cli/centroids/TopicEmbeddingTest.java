package io.medsift.cli.centroids;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.Medsift;
import io.medsift.cli.embedded.EmbeddedBroker;
import io.medsift.cli.embedded.TestTopics;
import io.medsift.cli.embedded.Testbed;
import io.medsift.embedding.store.EmbeddingStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TopicEmbeddingTest {

  private static final String TOPIC = "rows-to-embed";

  @TempDir private Path folder;

  private static void produce(Properties client, List<String> prompts) throws Exception {
    List<ProducerRecord<byte[], byte[]>> rows = new ArrayList<>();
    for (String prompt : prompts) {
      rows.add(
          new ProducerRecord<>(
              TOPIC, "{\"prompt\":\"%s\"}".formatted(prompt).getBytes(StandardCharsets.UTF_8)));
    }
    TestTopics.of(client.getProperty("bootstrap.servers")).send(rows);
  }

  private static List<String> embed(Properties client, Path out) throws Exception {
    StringWriter err = new StringWriter();
    CommandLine line = Medsift.commandLine();
    line.setOut(new PrintWriter(new StringWriter()));
    line.setErr(new PrintWriter(err));
    int code =
        line.execute(
            "centroids",
            "embed",
            "--bootstrap-servers",
            client.getProperty("bootstrap.servers"),
            "--topic",
            TOPIC,
            "--format",
            "f16",
            "--out",
            out.toString());
    assertThat(code).as(err.toString()).isZero();
    EmbeddingStore store = EmbeddingStore.open(out);
    store.verify();
    return IntStream.range(0, store.count()).mapToObj(store::prompt).toList();
  }

  @Test
  void readsWhatATopicHeldAtTheFirstStart() throws Exception {
    EmbeddedBroker broker = Testbed.broker();
    broker.createTopic(TOPIC, 2, Map.of());
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", broker.bootstrapServers());
    List<String> prompts = IntStream.range(0, 30).mapToObj(i -> "What is sign " + i).toList();
    produce(client, prompts);
    produce(client, prompts.subList(0, 10));
    Path store = folder.resolve("store");
    assertThat(embed(client, store)).containsExactlyInAnyOrderElementsOf(prompts);
    produce(client, List.of("What came later?"));
    assertThat(embed(client, store)).containsExactlyInAnyOrderElementsOf(prompts);
  }
}
