package io.medsift.cli.export;

import io.medsift.cli.output.OutputTopic;
import io.medsift.export.rows.FileRows;
import io.medsift.export.rows.RowSource;
import io.medsift.verdict.Decision;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the rows to export are: in topics, or in the directory of a run. */
final class SourceOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = {
        "Kafka brokers whose topics are exported, up to what is committed when the export begins."
      })
  private String bootstrapServers;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      defaultValue = "accepted",
      description = "Topic of accepted samples. Default: ${DEFAULT-VALUE}.")
  private String topic;

  @Option(
      names = "--rejected-topic",
      paramLabel = "TOPIC",
      defaultValue = "rejected",
      description = "Topic of rejected samples, for --rejected. Default: ${DEFAULT-VALUE}.")
  private String rejectedTopic;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Properties of the Kafka clients, such as those of a secured broker.")
  private Path clientConfig;

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description = "Directory of 'medsift run' or 'medsift demo', in place of brokers.")
  private Path from;

  /** The sources, accepted samples first. */
  List<RowSource> sources(boolean rejected) throws IOException {
    if ((bootstrapServers == null) == (from == null)) {
      throw wrong("name what to export: --bootstrap-servers of topics, or --from of a run");
    }
    List<RowSource> sources = new ArrayList<>();
    sources.add(source(Decision.ACCEPTED));
    if (rejected) {
      sources.add(source(Decision.REJECTED));
    }
    return sources;
  }

  private RowSource source(Decision decision) throws IOException {
    if (from != null) {
      return new FileRows(file(decision), decision);
    }
    String name = decision == Decision.ACCEPTED ? topic : rejectedTopic;
    return new TopicRows(bootstrapServers, name, decision, clientProperties());
  }

  private Path file(Decision decision) {
    OutputTopic output =
        decision == Decision.ACCEPTED ? OutputTopic.ACCEPTED : OutputTopic.REJECTED;
    Path file = output.in(from);
    if (!Files.isRegularFile(file)) {
      throw wrong(file + " does not exist; --from is the --out of 'medsift run'");
    }
    return file;
  }

  private Properties clientProperties() throws IOException {
    Properties properties = new Properties();
    if (clientConfig != null) {
      if (!Files.isReadable(clientConfig)) {
        throw wrong("--command-config " + clientConfig + " cannot be read");
      }
      try (Reader in = Files.newBufferedReader(clientConfig)) {
        properties.load(in);
      }
    }
    return properties;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
