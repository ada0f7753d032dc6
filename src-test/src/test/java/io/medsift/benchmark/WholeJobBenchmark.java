package io.medsift.benchmark;

import static java.lang.String.format;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import io.medsift.cli.embedded.EmbeddedCluster;
import io.medsift.cli.run.ClusterSettings;
import io.medsift.curation.CurationJob;
import io.medsift.curation.CurationSettings;
import io.medsift.curation.CurationTopics;
import io.medsift.endtoend.Recipes;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * CPU time and rate of the whole job, broker not counted, on samples of 300 words of which a fifth
 * are near-duplicates.
 *
 * <p>Arguments: numbers of samples; each is one run from an empty state.
 */
public final class WholeJobBenchmark {
  private static final int PARTITIONS = 4;
  private static final int WORDS = 300;
  private static final int PARALLELISM = 2;

  private WholeJobBenchmark() {}

  /** Measures and prints. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory("whole-job");
    try (BrokerProcess broker = BrokerProcess.start(directory.resolve("kafka"));
        EmbeddedCluster cluster =
            EmbeddedCluster.start(
                ClusterSettings.in(directory.resolve("flink"), 0), 1, PARALLELISM)) {
      System.out.printf(
          "%10s %12s %12s %14s%n", "samples", "seconds", "samples/s", "CPU us/sample");
      for (String argument : arguments) {
        measure(broker, cluster, Integer.parseInt(argument));
      }
    } finally {
      try (var files = Files.walk(directory)) {
        files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
      }
    }
  }

  private static void measure(BrokerProcess broker, EmbeddedCluster cluster, int samples)
      throws Exception {
    CurationTopics topics = load(broker.bootstrapServers(), samples);
    CurationSettings settings =
        new CurationSettings(Recipes.deduplicateOnly(), null, null, topics, true, topics.samples());
    var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = process.getProcessCpuTime();
    long wall = System.nanoTime();
    StreamExecutionEnvironment environment = cluster.environment(PARALLELISM);
    CurationJob.define(environment, settings);
    JobResult result = cluster.result(cluster.submit(environment, "whole job")).get();
    double seconds = (System.nanoTime() - wall) / 1e9;
    double micros = (process.getProcessCpuTime() - cpu) / 1e3 / samples;
    System.out.printf(
        "%,10d %12.1f %,12.0f %14.1f %s%n",
        samples, seconds, samples / seconds, micros, result.isSuccess() ? "" : "FAILED");
  }

  private static CurationTopics load(String bootstrapServers, int samples) throws Exception {
    String run = "samples-" + samples + "-" + System.nanoTime();
    CurationTopics topics =
        new CurationTopics(
            bootstrapServers, run, run + "-accepted", run + "-rejected", run + "-dead-letters");
    Properties properties = new Properties();
    properties.put("bootstrap.servers", bootstrapServers);
    try (Admin admin = Admin.create(properties)) {
      Map<String, String> createTime = Map.of("message.timestamp.type", "CreateTime");
      admin
          .createTopics(
              List.of(
                  new NewTopic(topics.samples(), PARTITIONS, (short) 1).configs(createTime),
                  new NewTopic(topics.accepted(), 1, (short) 1),
                  new NewTopic(topics.rejected(), 1, (short) 1),
                  new NewTopic(topics.deadLetters(), 1, (short) 1)))
          .all()
          .get();
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      long start = System.currentTimeMillis() - samples;
      Responses responses = new Responses();
      for (int i = 0; i < samples; i++) {
        byte[] value = sample(i, responses.next());
        var sent =
            producer.send(
                new ProducerRecord<>(topics.samples(), i % PARTITIONS, start + i, null, value));
        if (i == samples - 1) {
          producer.flush();
          sent.get();
        }
      }
    }
    return topics;
  }

  private static byte[] sample(int index, String response) {
    return format(
            "{\"id\":\"s%d\",\"source\":\"synthetic\",\"track\":\"public_medical\",\"prompt\":\"What"
                + " follows from finding number %d in this patient?\",\"response\":\"%s\"}",
            index, index, response)
        .getBytes(UTF_8);
  }

  private static final class Responses {
    private final Random random = new Random(5);
    private final List<String[]> recent = new ArrayList<>();

    String next() {
      String[] words;
      if (!recent.isEmpty() && random.nextInt(5) == 0) {
        words = recent.get(random.nextInt(recent.size())).clone();
        for (int i = 0; i < 6; i++) {
          words[random.nextInt(words.length)] = word();
        }
      } else {
        words = new String[WORDS];
        for (int i = 0; i < words.length; i++) {
          words[i] = word();
        }
        if (recent.size() < 1_000) {
          recent.add(words);
        } else {
          recent.set(random.nextInt(recent.size()), words);
        }
      }
      return String.join(" ", words);
    }

    private String word() {
      return Integer.toString((int) (Math.pow(random.nextDouble(), 4) * 40_000) + 36 * 36, 36);
    }
  }
}
