package io.medsift.cli.doctor;

import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.cli.topic.BrokerOptions;
import io.medsift.cli.topic.TopicOptions;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.BrokerAccess;
import io.medsift.review.text.SafeText;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code medsift doctor}: what is wrong with brokers, topics and jobs. */
@Command(
    name = "doctor",
    description = {
      "Checks brokers, topics, transactions, heartbeats, lag and, with --flink, the job. Each"
          + " finding is a line: what it means, and what to do.",
      "Exits with code 1 if something is wrong. Changes nothing."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class DoctorCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;

  @Mixin private TopicOptions topicOptions;

  @Option(
      names = "--flink",
      paramLabel = "URL",
      description = "Dashboard of the Flink cluster, such as http://localhost:8081.")
  private URI flink;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = {
        "How long a transaction may be open, a partition without a record, and a checkpoint old."
            + " Default: ${DEFAULT-VALUE}."
      })
  private int patience;

  @Option(
      names = "--lag",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "Maximum lag of the job. Default: ${DEFAULT-VALUE}.")
  private int lag;

  @Override
  public Integer call() throws InterruptedException {
    if (!topicOptions.brokers().named()) {
      throw wrong("name the brokers: --bootstrap-servers");
    }
    if (patience < 1 || lag < 1) {
      throw wrong("--patience and --lag must be at least 1");
    }
    if (flink != null && (flink.getHost() == null || !isHttp(flink))) {
      throw wrong("--flink must be a URL such as http://localhost:8081, got " + flink);
    }
    PrintWriter out = spec.commandLine().getOut();
    List<Finding> findings = findings();
    findings.forEach(finding -> out.println(SafeText.line(finding.line())));
    out.flush();
    long wrong = findings.stream().filter(each -> each.level() == Finding.Level.WRONG).count();
    if (wrong > 0) {
      throw new CommandFailedException(
          wrong == 1 ? "one thing is wrong" : wrong + " things are wrong",
          "The lines that begin with WRONG say what to do.");
    }
    return ExitCode.DONE;
  }

  private static boolean isHttp(URI address) {
    return "http".equals(address.getScheme()) || "https".equals(address.getScheme());
  }

  private List<Finding> findings() throws InterruptedException {
    CurationTopics topics = topicOptions.topics(topicOptions.brokers().unchecked());
    Limits limits = new Limits(Duration.ofSeconds(patience), Duration.ofSeconds(lag));
    List<Finding> findings = new ArrayList<>();
    FlinkChecks jobs = flink == null ? null : new FlinkChecks(new FlinkRest(flink), limits);
    Set<String> live = jobs == null ? Set.of() : jobs.live();
    long retention = -1;
    Optional<BrokerAccess.Refusal> refusal = BrokerOptions.refusal(topics.connection());
    if (refusal.isPresent()) {
      findings.add(
          Finding.wrong(
              "brokers",
              refusal.get().problem() + ", so nothing was checked there",
              refusal.get().advice()));
    } else {
      retention = checkBrokers(topics, limits, live, findings);
    }
    if (jobs != null) {
      findings.addAll(jobs.run(retention));
    }
    return findings;
  }

  /** Adds what is found at the brokers, and returns how long samples are kept. */
  private long checkBrokers(
      CurationTopics topics, Limits limits, Set<String> live, List<Finding> findings)
      throws InterruptedException {
    long retention = -1;
    try (Admin admin = topics.connection().admin(TIMEOUT)) {
      TopicChecks checks = new TopicChecks(admin, topics);
      findings.addAll(checks.run());
      retention = checks.retentionMillis();
      findings.addAll(
          new TransactionChecks(admin, limits, topicOptions.brokers(), live)
              .run(checks.partitions()));
      List<TopicPartition> samples =
          checks.partitions().stream()
              .filter(each -> each.topic().equals(topics.samples()))
              .toList();
      if (!samples.isEmpty()) {
        if (checks.hasBrokerTime()) {
          findings.add(silence(admin, topics, samples, limits));
        }
        findings.add(new LagCheck(admin, topics, limits, samples).run(checks.hasBrokerTime()));
      }
    } catch (ExecutionException e) {
      findings.add(unreachable(topics, e.getCause()));
    } catch (KafkaException e) {
      findings.add(unreachable(topics, e));
    }
    return retention;
  }

  private static Finding silence(
      Admin admin, CurationTopics topics, List<TopicPartition> samples, Limits limits)
      throws InterruptedException, ExecutionException {
    String subject = "topic " + topics.samples();
    return SilentPartitions.find(admin, samples, limits.patience())
        .meaning()
        .map(meaning -> Finding.wrong(subject, meaning, SilentPartitions.ADVICE))
        .orElse(Finding.ok(subject, "every partition has samples or heartbeats"));
  }

  private static Finding unreachable(CurationTopics topics, Throwable cause) {
    return Finding.wrong(
        "brokers",
        "a request to %s failed (%s), so nothing more was checked there"
            .formatted(topics.bootstrapServers(), cause.getMessage()),
        "check that they run, that the address is reachable from here, and that you are authorized"
            + " to describe topics and transactions");
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
