package io.medsift.integration.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.curation.write.CurationTopics;
import io.medsift.testkit.endpoint.FakeEndpoint;
import io.medsift.testkit.process.MedsiftProcess;
import io.medsift.testkit.process.SecuredBroker;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.SampleLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** {@code medsift annotate} in a process of its own, whose judge is an endpoint of this process. */
final class JudgingJob implements AutoCloseable {
  private static final int SAMPLES = 40;
  private static final String REPLY = "{\"rationale\": \"It agrees.\", \"score\": 8}";
  private static final String RECIPE =
      """
      name: judging
      judge: {minimum: 8}
      models:
        judge: {model: judge, concurrency: 4, price_in: 1, price_out: 4, api_key_env: NOT_SET}
      tracks:
        general_instruct: {gates: [judge]}
      """;

  private final SampleLog log;
  private final FakeEndpoint endpoint;
  private final MedsiftProcess process;
  private final CurationTopics topics;

  private JudgingJob(
      SampleLog log, FakeEndpoint endpoint, MedsiftProcess process, CurationTopics topics) {
    this.log = log;
    this.endpoint = endpoint;
    this.process = process;
    this.topics = topics;
  }

  static JudgingJob start(Path directory, SecuredBroker broker, SampleLog log, int metricsPort)
      throws Exception {
    Files.createDirectories(directory);
    Path recipe = Files.writeString(directory.resolve("recipe.yaml"), RECIPE);
    CurationTopics topics = log.load(1, samples(0));
    FakeEndpoint endpoint = FakeEndpoint.start(call -> REPLY);
    MedsiftProcess process =
        MedsiftProcess.start(
            directory,
            List.of(
                "annotate",
                "--recipe",
                recipe.toString(),
                "--base-url",
                endpoint.baseUrl().toString(),
                "--bootstrap-servers",
                broker.users(),
                "--command-config",
                broker.userFile().toString(),
                "--unscored",
                topics.samples(),
                "--samples",
                topics.accepted(),
                "--dead-letters",
                topics.deadLetters(),
                "--parallelism",
                "1",
                "--checkpoint",
                "1",
                "--metrics-port",
                Integer.toString(metricsPort)));
    return new JudgingJob(log, endpoint, process, topics);
  }

  long pid() {
    return process.pid();
  }

  /** Fails with what the process said, if it has ended. */
  void requireAlive() throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError("annotate has ended: " + process.output());
    }
  }

  /** More samples; the job pays for each. */
  void feed() throws Exception {
    log.append(topics, samples(SAMPLES));
    log.awaitRows(topics, 2 * SAMPLES);
  }

  private static List<LoggedRecord> samples(int first) {
    return IntStream.range(first, first + SAMPLES)
        .mapToObj(number -> new LoggedRecord(0, 1_000_000L + number, sample(number)))
        .toList();
  }

  private static byte[] sample(int number) {
    return """
    {"id": "judged-%1$d", "source": "cases", "track": "general_instruct",
     "prompt": "How is case %1$d of the ward treated best?",
     "reference": {"kind": "text", "value": "With rest."},
     "response": "With rest and with fluids, as in case %1$d."}
    """
        .formatted(number)
        .getBytes(UTF_8);
  }

  @Override
  public void close() throws IOException {
    process.close();
    endpoint.close();
  }
}
