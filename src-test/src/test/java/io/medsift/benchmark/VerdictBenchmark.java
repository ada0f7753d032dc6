package io.medsift.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.cli.Medsift;
import io.medsift.cli.embedded.TestTopics;
import io.medsift.codec.RowCodec;
import io.medsift.curation.gate.OutputRecord;
import io.medsift.curation.write.CurationTopics;
import io.medsift.curation.write.OutputSerializer;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.testkit.process.BrokerProcess;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The commands 'audit' and 'explain' over topics of a finished job, the broker in a process of its
 * own. Samples of about 1,000 bytes, half of them accepted.
 *
 * <p>Argument: how many samples, 2,000,000 where none is given.
 */
final class VerdictBenchmark implements Benchmark {
  private static final int PARTITIONS = 4;
  private static final String WORDS = "the patient has had a cough and a low fever ".repeat(20);

  @Override
  public String name() {
    return "verdicts";
  }

  @Override
  public List<Figure> measure(List<String> arguments) throws Exception {
    int samples = arguments.isEmpty() ? 2_000_000 : Integer.parseInt(arguments.get(0));
    Path directory = Files.createTempDirectory("verdicts");
    try (BrokerProcess broker = BrokerProcess.start(directory.resolve("kafka"))) {
      CurationTopics topics =
          CurationTopics.named(KafkaConnection.plain(broker.bootstrapServers()));
      create(topics);
      write(topics, samples);
      List<Figure> figures = new ArrayList<>();
      String server = broker.bootstrapServers();
      double audit = seconds("audit", "--bootstrap-servers", server, "--wait", "0");
      figures.add(
          Figure.of("audit of %,d samples".formatted(samples), 2 * samples / audit, "records/s"));
      String[] explain = {
        "explain",
        "s" + samples / 3,
        "--bootstrap-servers",
        server,
        "--index",
        directory.resolve("index").toString()
      };
      double first = seconds(explain);
      figures.add(Figure.of("explain, first look at %,d verdicts".formatted(samples), first, "s"));
      figures.add(Figure.of("explain, indexed a second", samples / first, "verdicts/s"));
      figures.add(Figure.of("explain by id, with the index", seconds(explain), "s"));
      explain[1] = "samples/2@" + samples / 9;
      figures.add(Figure.of("explain by position, with the index", seconds(explain), "s"));
      figures.add(
          Figure.of(
              "index, bytes a verdict",
              (double) size(directory.resolve("index")) / samples,
              "bytes"));
      return figures;
    } finally {
      WholeJobBenchmark.delete(directory);
    }
  }

  private static double seconds(String... command) {
    StringWriter out = new StringWriter();
    long begun = System.nanoTime();
    int code =
        Medsift.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(out))
            .execute(command);
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (code != 0) {
      throw new IllegalStateException(String.join(" ", command) + " gave " + code + "\n" + out);
    }
    System.err.println(out);
    return seconds;
  }

  private static long size(Path directory) throws Exception {
    try (var files = Files.walk(directory)) {
      return files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0).sum();
    }
  }

  private static void create(CurationTopics topics) throws Exception {
    TestTopics broker = TestTopics.of(topics.bootstrapServers());
    for (String topic :
        List.of(topics.samples(), topics.accepted(), topics.rejected(), topics.deadLetters())) {
      broker.create(topic, PARTITIONS, Map.of("message.timestamp.type", "LogAppendTime"));
    }
  }

  private static void write(CurationTopics topics, int samples) {
    Map<String, Object> batches =
        Map.of(
            "batch.size", 512 * 1024, "linger.ms", 50, "max.in.flight.requests.per.connection", 1);
    AtomicReference<Exception> lost = new AtomicReference<>();
    OutputSerializer serializer = new OutputSerializer(topics);
    try (KafkaProducer<byte[], byte[]> producer =
        TestTopics.of(topics.bootstrapServers()).producer(batches)) {
      for (int i = 0; i < samples; i++) {
        byte[] sample =
            "{\"id\":\"s%d\",\"source\":\"made-up\",\"track\":\"public_medical\",\"prompt\":\"Why?\",\"response\":\"%s\"}"
                .formatted(i, WORDS)
                .getBytes(UTF_8);
        SamplePosition position = new SamplePosition(i % PARTITIONS, i / PARTITIONS);
        boolean accepted = i % 2 == 0;
        Future<?> unused =
            producer.send(
                new ProducerRecord<>(topics.samples(), position.partition(), null, sample),
                (at, failure) -> lost.compareAndSet(null, failure));
        OutputRecord row =
            new OutputRecord(
                accepted ? OutputRecord.Kind.ACCEPTED : OutputRecord.Kind.REJECTED,
                position,
                ("s" + i).getBytes(UTF_8),
                RowCodec.rejected(sample, verdict(topics, accepted, position)));
        unused =
            producer.send(
                serializer.serialize(row, null, null),
                (at, failure) -> lost.compareAndSet(null, failure));
      }
    }
    if (lost.get() != null) {
      throw new IllegalStateException("a record was not written", lost.get());
    }
  }

  private static Verdict verdict(CurationTopics topics, boolean accepted, SamplePosition position) {
    return new Verdict(
        accepted ? Decision.ACCEPTED : Decision.REJECTED,
        accepted ? null : Reason.LOW_SCORE.gate(),
        accepted ? null : Reason.LOW_SCORE,
        accepted ? null : new Evidence.Score(3, 8, "judge", "v1"),
        List.of(),
        new RecipeStamp("made-up", "0123456789abcdef"),
        Map.of(),
        new Position(topics.samples(), position.partition(), position.offset()),
        0,
        false,
        false);
  }
}
