package io.medsift.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.annotation.AnnotationJob;
import io.medsift.cli.embedded.EmbeddedCluster;
import io.medsift.cli.embedded.TestTopics;
import io.medsift.cli.job.ClusterSettings;
import io.medsift.cli.progress.JobCounters;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.llm.client.RetryPolicy;
import io.medsift.llm.stage.ModelJob;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.Models;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeLoader;
import io.medsift.testkit.process.BrokerProcess;
import io.medsift.testkit.process.EndpointProcess;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The annotation job with 64 requests under way; broker and model server are processes of their
 * own. Rates are those between a tenth and nine tenths of the samples. Heaps are those after a full
 * collection, at every tenth of the samples from the second on.
 *
 * <p>Arguments: samples against a server that takes two seconds, samples of 10 KB against one that
 * takes 50 ms; 3,200 and 50,000 where none is given.
 */
final class AnnotationBenchmark implements Benchmark {
  private static final int CONCURRENCY = 64;
  private static final int PARALLELISM = 2;
  private static final int TENTHS = 10;
  private static final double MEBIBYTE = 1 << 20;

  private record Run(double samplesPerSecond, double cpuMicros, List<Double> heaps) {}

  @Override
  public String name() {
    return "annotation";
  }

  @Override
  public List<Figure> measure(List<String> arguments) throws Exception {
    int slow = arguments.isEmpty() ? 3_200 : Integer.parseInt(arguments.get(0));
    int many = arguments.size() < 2 ? 50_000 : Integer.parseInt(arguments.get(1));
    List<Figure> figures = new ArrayList<>();
    Path directory = Files.createTempDirectory("annotation");
    try (BrokerProcess broker = BrokerProcess.start(directory.resolve("kafka"))) {
      Duration latency = Duration.ofSeconds(2);
      Run run = run(broker, directory.resolve("slow"), "slow", latency, slow, 1_000);
      String what = "annotation, %,d samples, 2 s a reply".formatted(slow);
      double ideal = CONCURRENCY / (latency.toMillis() / 1e3);
      figures.add(Figure.of(what, run.samplesPerSecond(), "samples/s"));
      figures.add(
          Figure.atLeast(95, what + ", of ideal", 100 * run.samplesPerSecond() / ideal, "%"));
      figures.add(Figure.of(what, run.cpuMicros(), "CPU us/sample"));
      run = run(broker, directory.resolve("many"), "many", Duration.ofMillis(50), many, 10_000);
      what = "annotation, %,d samples of 10 KB".formatted(many);
      figures.add(Figure.of(what, run.samplesPerSecond(), "samples/s"));
      figures.add(Figure.of(what, run.cpuMicros(), "CPU us/sample"));
      double first = run.heaps().get(0);
      double last = run.heaps().get(run.heaps().size() - 1);
      figures.add(Figure.of(what + ", heap at 20 %", first, "MiB"));
      figures.add(Figure.atMost(first + 32, what + ", heap at 90 %", last, "MiB"));
    }
    return figures;
  }

  private static Run run(
      BrokerProcess broker, Path directory, String name, Duration latency, int samples, int bytes)
      throws Exception {
    KafkaConnection connection = KafkaConnection.plain(broker.bootstrapServers());
    ModelJob.Topics topics =
        new ModelJob.Topics(name + "-unscored", name + "-dead-letters", name + "-ledger");
    load(connection, topics, name + "-samples", samples, bytes);
    Configuration settings = ClusterSettings.in(directory, 0);
    try (EndpointProcess endpoint = EndpointProcess.start(latency);
        JobCounters counters = new JobCounters()) {
      counters.addTo(settings);
      try (EmbeddedCluster cluster = EmbeddedCluster.start(settings, 1, PARALLELISM)) {
        StreamExecutionEnvironment environment = cluster.environment(PARALLELISM);
        Recipe recipe = RecipeLoader.named("recommended");
        Models models = new Models(null, judge(endpoint), null, null, null);
        new AnnotationJob(recipe, models, null, topics, name + "-samples")
            .define(
                environment,
                new ModelJob.Run(
                    connection,
                    name,
                    TopicRange.now(connection, topics.input()).offsetRange(),
                    RetryPolicy.UNLIMITED));
        return watch(cluster.result(cluster.submit(environment, name)), counters, samples);
      }
    }
  }

  private static AskedModel judge(EndpointProcess endpoint) {
    return new AskedModel(
        endpoint.baseUrl(),
        "judge",
        0.0,
        null,
        256,
        null,
        60,
        CONCURRENCY,
        null,
        null,
        0,
        0,
        "NO_SUCH_KEY");
  }

  private static Run watch(CompletableFuture<JobResult> result, JobCounters counters, int samples)
      throws Exception {
    Map<Integer, Long> times = new TreeMap<>();
    List<Double> heaps = new ArrayList<>();
    long cpu = 0;
    long cpuEnd = 0;
    while (!result.isDone()) {
      TimeUnit.MILLISECONDS.sleep(5);
      int tenth = (int) (TENTHS * counters.sum("samples_written") / samples);
      if (tenth < 1 || tenth > TENTHS - 1 || times.containsKey(tenth)) {
        continue;
      }
      times.put(tenth, System.nanoTime());
      cpuEnd = CpuTime.ofProcess();
      cpu = tenth == 1 ? cpuEnd : cpu;
      if (tenth > 1) {
        heaps.add(heapAfterCollection());
      }
    }
    JobResult ended = result.get();
    if (!ended.isSuccess()) {
      throw new IllegalStateException("the job failed: " + ended.getSerializedThrowable());
    }
    long measured = samples * (TENTHS - 2L) / TENTHS;
    long nanos = Optional.ofNullable(times.get(TENTHS - 1)).orElseThrow() - times.get(1);
    System.err.printf("heaps in MiB: %s%n", heaps);
    return new Run(measured / (nanos / 1e9), (cpuEnd - cpu) / 1e3 / measured, heaps);
  }

  private static double heapAfterCollection() {
    System.gc();
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return heap.getUsed() / MEBIBYTE;
  }

  private static void load(
      KafkaConnection connection, ModelJob.Topics topics, String output, int samples, int bytes)
      throws Exception {
    TestTopics broker = TestTopics.of(connection.bootstrapServers());
    broker.create(topics.input(), 4, Map.of());
    broker.create(output, 4, Map.of());
    broker.create(topics.deadLetters(), 1, Map.of());
    Random random = new Random(11);
    try (KafkaProducer<byte[], byte[]> producer = broker.producer(Map.of())) {
      for (int number = 0; number < samples; number++) {
        StringBuilder words = new StringBuilder();
        while (words.length() < bytes) {
          words.append("word").append(random.nextInt(50_000)).append(' ');
        }
        String sample =
            ("{\"id\":\"%d\",\"source\":\"s\",\"track\":\"general_instruct\",\"prompt\":\"What is"
                    + " question %d about?\",\"response\":\"%s\"}")
                .formatted(number, number, words);
        // A failure shows at close, and in the count of samples.
        Future<?> unused =
            producer.send(
                new ProducerRecord<>(topics.input(), number % 4, null, sample.getBytes(UTF_8)));
      }
    }
  }
}
